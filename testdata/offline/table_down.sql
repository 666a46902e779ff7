BEGIN;

-- Running downgrade d -> b

down d
SELECT 'down d';

UPDATE odd."My Ver" SET version_num='b' WHERE odd."My Ver".version_num = 'd';

-- Running downgrade b -> a

down b
SELECT 'down b';

UPDATE odd."My Ver" SET version_num='a' WHERE odd."My Ver".version_num = 'b';

-- Running downgrade a -> 

down a
SELECT 'down a';

DELETE FROM odd."My Ver" WHERE odd."My Ver".version_num = 'a';

COMMIT;

