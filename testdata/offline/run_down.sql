BEGIN;

-- Running downgrade d -> b

down d
SELECT 'down d';

UPDATE alembic_version SET version_num='b' WHERE alembic_version.version_num = 'd';

-- Running downgrade b -> a

down b
SELECT 'down b';

UPDATE alembic_version SET version_num='a' WHERE alembic_version.version_num = 'b';

-- Running downgrade a -> 

down a
SELECT 'down a';

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a';

COMMIT;

