CREATE TABLE t (
    a SERIAL NOT NULL, 
    b VARCHAR(5), 
    PRIMARY KEY (a)
);

INSERT INTO t (a, b) VALUES (1, NULL);

INSERT INTO t (a, b) VALUES (2, 'q');

