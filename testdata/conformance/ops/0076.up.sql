CREATE TABLE t (
    x CITEXT, 
    y INTEGER
);

