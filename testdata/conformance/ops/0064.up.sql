INSERT INTO t (a, b) VALUES (1, 'x') ON CONFLICT (a) DO NOTHING;

INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y') ON CONFLICT (a) DO UPDATE SET b = excluded.b WHERE t.a > 1;

INSERT INTO t (a) VALUES (1) RETURNING t.a;

INSERT INTO t (a, b) VALUES (1, 'x');

UPDATE t SET b='q' WHERE t.a = 1 RETURNING t.a, t.b;

DELETE FROM t;

