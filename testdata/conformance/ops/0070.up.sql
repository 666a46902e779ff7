SELECT t.a, t.b 
FROM t;

SELECT t.a, t.b 
FROM t 
WHERE t.a = 5;

(SELECT max(t.a) AS max_1 
FROM t);

