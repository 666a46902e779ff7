BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL
);

-- Running upgrade  -> a

up a
SELECT 'up a';

INSERT INTO alembic_version (version_num) VALUES ('a');

-- Running upgrade a -> b

up b
SELECT 'up b';

COMMIT;

CREATE INDEX CONCURRENTLY ix ON t (id);

BEGIN;

SELECT 'behind';

UPDATE alembic_version SET version_num='b' WHERE alembic_version.version_num = 'a';

COMMIT;

