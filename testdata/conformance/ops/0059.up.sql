SELECT t.a 
FROM t 
WHERE t.a = 1;

SELECT t.a 
FROM t 
WHERE t.a IS NOT NULL;

SELECT t.a 
FROM t 
WHERE t.a IS NULL;

SELECT t.a 
FROM t 
WHERE t.b IS NULL;

SELECT t.a 
FROM t 
WHERE t.b IS NOT NULL;

SELECT t.a 
FROM t 
WHERE t.b IS NOT NULL;

SELECT t.a 
FROM t 
WHERE t.a IN (1, 2);

SELECT t.a 
FROM t 
WHERE (t.a NOT IN (1));

SELECT t.a 
FROM t 
WHERE t.a IN (NULL) AND (1 != 1);

SELECT t.a 
FROM t 
WHERE t.b LIKE 'a%%';

SELECT t.a 
FROM t 
WHERE t.b ILIKE 'a%%';

SELECT t.a 
FROM t 
WHERE t.b NOT LIKE 'q' ESCAPE '/';

SELECT t.a 
FROM t 
WHERE (t.b LIKE 'x' || '%%');

SELECT t.a 
FROM t 
WHERE (t.b LIKE '%%' || 'x');

SELECT t.a 
FROM t 
WHERE (t.b LIKE '%%' || 'x' || '%%' ESCAPE '/');

SELECT t.a 
FROM t 
WHERE t.a BETWEEN 1 AND 2;

SELECT t.a 
FROM t 
WHERE t.a != 1;

SELECT t.a 
FROM t 
WHERE t.b NOT LIKE 'x';

SELECT t.a 
FROM t 
WHERE t.a IS DISTINCT FROM 3;

SELECT t.a 
FROM t 
WHERE t.b ~ '^a';

SELECT t.a 
FROM t 
WHERE t.b @@ plainto_tsquery('foo');

