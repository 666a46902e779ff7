DELETE FROM t WHERE t.a IS NULL OR t.b IN (1, 2) OR t.a NOT LIKE 'x%%';

