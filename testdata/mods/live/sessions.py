"""Declarative classes and sessions over the migration's connection."""
import enum

from alembic import op
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.declarative import declarative_base
from sqlalchemy.orm import Session, sessionmaker

revision = 'live'
down_revision = None

Base = declarative_base()


class Kind(enum.Enum):
    small = 's'
    big = 'b'


class Labelled:
    def label(self):
        return f'{self.name}/{self.size}'


class Owner(Base):
    __tablename__ = 'owner'
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), nullable=False)


class Thing(Labelled, Base):
    __tablename__ = 'thing'
    __table_args__ = (sa.UniqueConstraint('name', name='uq_thing'),)
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    kind = sa.Column(sa.Enum(Kind))
    owner_id = sa.Column(sa.Integer, sa.ForeignKey('owner.id'))
    size = sa.Column('extent', sa.Integer, server_default='7')
    note = sa.Column(sa.String(10), default='none')


def upgrade():
    bind = op.get_bind()
    Base.metadata.create_all(bind)
    session = Session(bind=bind)
    owner = Owner(name='ann')
    session.add(owner)
    session.flush()
    print(owner.id, owner.name)
    session.add_all([Thing(name='a', kind=Kind.small, owner_id=owner.id), Thing(name='b', size=9)])
    session.add(Thing(name='c', kind=Kind.big, note='x'))
    session.commit()
    for thing in session.query(Thing).order_by(Thing.id):
        print(thing.id, thing.label(), thing.kind, thing.owner_id, thing.note)
        thing.name = thing.name.upper()
    session.commit()
    print(session.query(Thing).filter(Thing.name == 'B').one().size)
    print(session.query(Thing).filter_by(name='missing').first(), session.query(Thing).count())
    print(session.query(Thing.name, Thing.kind).filter(Thing.kind.isnot(None)).order_by(Thing.name).all())
    print(session.query(sa.func.max(Thing.size)).scalar())
    print(session.query(Thing).filter(Thing.name.in_(['A', 'B'])).update({'size': 1}, synchronize_session=False))
    session.commit()
    print([t.size for t in session.query(Thing).order_by(Thing.name)])
    print(session.query(Thing, Owner).join(Owner, Owner.id == Thing.owner_id).all()[0][1].name)
    print(session.execute(sa.select(Thing.id, Thing.name).where(Thing.id > 1).order_by(Thing.id)).fetchall())
    print(session.execute(sa.text("SELECT count(*) FROM thing")).scalar())
    session.delete(session.query(Thing).filter(Thing.name == 'C').one())
    session.flush()
    print(session.query(Thing).filter(Thing.name == 'A').delete(synchronize_session=False))
    print([t.name for t in session.query(Thing).all()], session.query(Owner).get(1).name)
    session.execute(sa.update(Thing).where(Thing.name == 'B').values(kind=Kind.big))
    session.bulk_insert_mappings(Thing, [{'name': 'm1'}, {'name': 'm2'}])
    session.execute(sa.insert(Thing.__table__).values(name='n'))
    session.commit()
    print(sorted((t.name, t.kind, t.size) for t in sessionmaker(bind=bind)().query(Thing) if t.kind is None))
    try:
        Thing(nothing=1)
    except TypeError as e:
        print(e)
    other = orm.Session(bind=bind)
    print(bind.execute(sa.select(Thing.__table__.c.kind).where(Thing.__table__.c.name == 'B')).scalar())
    other.close()


def downgrade():
    Base.metadata.drop_all(op.get_bind())
