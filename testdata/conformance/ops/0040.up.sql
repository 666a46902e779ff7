UPDATE t SET a = 1;

SELECT x 
FROM t;

