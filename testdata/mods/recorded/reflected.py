"""Tables and MetaData filled from the database, and what is made of them."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'live'
down_revision = None


def show(table):
    print(table.fullname, table.comment)
    for column in table.columns:
        default = column.server_default.arg.text if column.server_default is not None and hasattr(
            column.server_default, 'arg') else None
        print(' ', column.name, column.type.compile(dialect=postgresql.dialect()), column.nullable, column.primary_key,
              default, column.comment, sorted(key.target_fullname for key in column.foreign_keys))
    print(' ', sorted(type(constraint).__name__ + ' ' + str(constraint.name) for constraint in table.constraints))
    print(' ', sorted((index.name, bool(index.unique), [c.name for c in index.columns]) for index in table.indexes))


def upgrade():
    bind = op.get_bind()
    op.execute("""
        CREATE SCHEMA side;
        CREATE DOMAIN positive AS integer DEFAULT 3 NOT NULL CONSTRAINT is_positive CHECK (value > 0);
        CREATE TYPE side.size AS ENUM ('s', 'm');
        CREATE TABLE company (id serial PRIMARY KEY, name varchar(40) COLLATE "C" NOT NULL UNIQUE);
        CREATE TABLE side.office (id int PRIMARY KEY, company_id int REFERENCES company (id) ON DELETE SET NULL, size side.size);
        CREATE TABLE person (id bigint GENERATED ALWAYS AS IDENTITY (START 7 CACHE 3) PRIMARY KEY, company_id int NOT NULL,
            office_id int, boss bigint REFERENCES person (id) MATCH FULL, years positive, data jsonb DEFAULT '{"a:b": 1}' NOT NULL,
            doubled int GENERATED ALWAYS AS (company_id * 2) STORED, sizes side.size[],
            CONSTRAINT fk_company FOREIGN KEY (company_id) REFERENCES company (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT fk_office FOREIGN KEY (office_id) REFERENCES side.office (id),
            CONSTRAINT ck_years CHECK (years > 1 OR (years < 0 AND company_id <> 4)));
        COMMENT ON TABLE person IS 'people'; COMMENT ON COLUMN person.boss IS 'who says';
        CREATE INDEX ix_person ON person (company_id DESC, boss) INCLUDE (years) WHERE years > 2;
        CREATE UNIQUE INDEX ix_lower ON company (lower(name));
        CREATE VIEW names AS SELECT name FROM company""")
    metadata = sa.MetaData()
    person = sa.Table('person', metadata, autoload_with=bind)
    show(person)
    print(sorted(metadata.tables))
    show(metadata.tables['side.office'])
    alone = sa.MetaData()
    office = sa.Table('office', alone, sa.Column('size', sa.String(3)), sa.Column('extra', sa.Integer), schema='side',
                      autoload_with=bind, resolve_fks=False)
    show(office)
    print(sorted(alone.tables))
    part = sa.Table('person', sa.MetaData(), autoload_with=bind, include_columns=['id', 'boss'], resolve_fks=False)
    print(part.c.keys())
    every = sa.MetaData()
    every.reflect(bind)
    print(sorted(every.tables), [table.name for table in every.sorted_tables])
    some = sa.MetaData()
    some.reflect(bind=bind, only=['company'])
    print(sorted(some.tables))
    some.reflect(bind, only=lambda name, meta: name == 'person', resolve_fks=False)
    print(sorted(some.tables))
    side = sa.MetaData(schema='side')
    side.reflect(bind=bind)
    print(sorted(side.tables))
    views = sa.MetaData()
    views.reflect(bind=bind, views=True)
    print('names' in views.tables, 'names' in every.tables)
    try:
        sa.MetaData().reflect(bind=bind, only=['nothing'])
    except sa.exc.InvalidRequestError as e:
        print(str(e).split(' in ')[0], str(e)[-10:])
    try:
        sa.Table('nothing', sa.MetaData(), autoload_with=bind)
    except sa.exc.NoSuchTableError as e:
        print('no table', e)
    seen = []
    sa.Table('company', sa.MetaData(), autoload_with=bind,
             listeners=[('column_reflect', lambda inspector, table, info: seen.append((table.name, info['name'])))])
    print(seen)
    bind.execute(every.tables['company'].insert().values(name='acme'))
    bind.execute(every.tables['person'].insert(), [{'company_id': 1, 'years': 5}, {'company_id': 1, 'years': 2}])
    print(bind.execute(sa.select(person.c.id, person.c.data, person.c.doubled).order_by(person.c.id)).fetchall())
    for table in every.sorted_tables:
        print(table.name, bind.execute(sa.select(sa.func.count()).select_from(table)).scalar())
    inspector = sa.inspect(bind)
    for name in ('person', 'company'):
        for question in ('get_pk_constraint', 'get_foreign_keys', 'get_unique_constraints', 'get_check_constraints',
                         'get_indexes', 'get_table_comment'):
            print(name, question, getattr(inspector, question)(name))
        for column in inspector.get_columns(name):
            column['type'] = column['type'].compile(dialect=postgresql.dialect())
            print(sorted(column.items()))
    print(inspector.get_foreign_keys('office', schema='side'))
    legacy = every.tables['person'].to_metadata(sa.MetaData())
    print(legacy.c.keys())


def downgrade():
    bind = op.get_bind()
    op.execute('ALTER TABLE person DROP CONSTRAINT fk_office')
    metadata = sa.MetaData()
    metadata.reflect(bind, resolve_fks=False, only=['person', 'company'])
    op.execute('DROP VIEW names')
    op.execute('DROP SCHEMA side CASCADE')
    metadata.drop_all(bind)
    op.execute('DROP DOMAIN positive')
