INSERT INTO t (a, b) VALUES ('Xpostgresql', 'Ypostgresql');

INSERT INTO t (a, b) VALUES ('Xpostgresql', 'Zpostgresql');

