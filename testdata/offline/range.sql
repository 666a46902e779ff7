BEGIN;

-- Running upgrade b -> d

up d
SELECT 'up d';

UPDATE alembic_version SET version_num='d' WHERE alembic_version.version_num = 'b';

-- Running upgrade b -> c

up c
SELECT 'up c';

INSERT INTO alembic_version (version_num) VALUES ('c') RETURNING alembic_version.version_num;

-- Running upgrade c, d -> e

up e
SELECT 'up e';

DELETE FROM alembic_version WHERE alembic_version.version_num = 'c';

UPDATE alembic_version SET version_num='e' WHERE alembic_version.version_num = 'd';

COMMIT;

