SELECT 'a:b', a::text, '%%d', E'\n' FROM t; DELETE FROM x;

