CREATE TABLE t (
    id INTEGER, 
    b VARCHAR
);

CREATE INDEX ix_b ON t (b);

