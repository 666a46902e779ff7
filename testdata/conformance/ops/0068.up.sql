INSERT INTO t (a, b) VALUES ('a', 'B1');

UPDATE t SET b='A1' WHERE t.a = 'b';

