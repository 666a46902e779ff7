SELECT x.a 
FROM t AS x 
WHERE x.b = 'q';

SELECT sq.z 
FROM (SELECT t.a AS z 
FROM t) AS sq;

WITH cc AS 
(SELECT t.a AS a 
FROM t)
 SELECT cc.a 
FROM cc;

SELECT t.a 
FROM t UNION ALL SELECT x.a 
FROM t AS x;

SELECT t.a 
FROM t UNION SELECT x.a 
FROM t AS x ORDER BY a;

