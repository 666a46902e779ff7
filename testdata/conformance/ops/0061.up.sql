SELECT t.a, u.n 
FROM t JOIN u ON t.a = u.id 
WHERE u.n = 'x';

SELECT t.a 
FROM t LEFT OUTER JOIN u ON t.a = u.id;

SELECT t.a, t.b 
FROM t LEFT OUTER JOIN u ON t.a = u.id;

UPDATE t SET b=(SELECT u.n 
FROM u 
WHERE u.id = t.a) WHERE EXISTS (SELECT * 
FROM u 
WHERE u.id = t.a);

UPDATE t SET b=u.n FROM u WHERE u.id = t.a;

DELETE FROM t WHERE t.a IN (SELECT u.id 
FROM u);

INSERT INTO t (a, b) SELECT u.id, u.n 
FROM u;

