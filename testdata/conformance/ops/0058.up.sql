SELECT t.a + 1 AS anon_1 
FROM t;

SELECT 1 + t.a AS anon_1 
FROM t;

SELECT t.a - 2 * t.a AS anon_1 
FROM t;

SELECT (t.a - 1) * 3 AS anon_1 
FROM t;

SELECT t.a / CAST(2 AS NUMERIC) AS anon_1 
FROM t;

SELECT t.b || 'x' AS anon_1 
FROM t;

SELECT t.b || 'y' AS anon_1 
FROM t;

SELECT -t.a 
FROM t;

SELECT t.a %% 3 AS anon_1 
FROM t;

