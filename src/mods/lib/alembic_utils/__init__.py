"""alembic_utils: entities that revisions create, drop and replace.  What its autogenerate does is
not here, nor grants."""
from alembic_utils.reversible_op import CreateOp, DropOp, ReplaceOp, RevertOp
