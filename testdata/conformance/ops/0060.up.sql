SELECT s.t.a AS x, count(*) AS n 
FROM s.t 
WHERE s.t.a > 1 GROUP BY s.t.a 
HAVING count(*) > 2 ORDER BY s.t.a DESC, x DESC, s.t.b ASC NULLS LAST 
 LIMIT 5 OFFSET 2;

