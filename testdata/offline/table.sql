BEGIN;

CREATE TABLE "s%%x"."My Ver" (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT "My Ver_pkc" PRIMARY KEY (version_num)
);

-- Running upgrade  -> a

up a
SELECT 'up a';

INSERT INTO "s%%x"."My Ver" (version_num) VALUES ('a') RETURNING "s%%x"."My Ver".version_num;

-- Running upgrade a -> b

up b
SELECT 'up b';

COMMIT;

CREATE INDEX CONCURRENTLY ix ON t (id);

BEGIN;

SELECT 'behind';

UPDATE "s%%x"."My Ver" SET version_num='b' WHERE "s%%x"."My Ver".version_num = 'a';

-- Running upgrade b -> d

up d
SELECT 'up d';

UPDATE "s%%x"."My Ver" SET version_num='d' WHERE "s%%x"."My Ver".version_num = 'b';

-- Running upgrade b -> c

up c
SELECT 'up c';

INSERT INTO "s%%x"."My Ver" (version_num) VALUES ('c') RETURNING "s%%x"."My Ver".version_num;

-- Running upgrade c, d -> e

up e
SELECT 'up e';

DELETE FROM "s%%x"."My Ver" WHERE "s%%x"."My Ver".version_num = 'c';

UPDATE "s%%x"."My Ver" SET version_num='e' WHERE "s%%x"."My Ver".version_num = 'd';

COMMIT;

