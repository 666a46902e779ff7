CREATE TABLE t (
    id INTEGER, 
    b INTEGER, 
    UNIQUE (b)
);

