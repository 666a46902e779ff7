CREATE DOMAIN dd AS INTEGER NOT NULL CHECK (VALUE > 0);

CREATE TABLE t (
    c BIT(5), 
    d INTERVAL DAY TO SECOND (3), 
    e dd, 
    f HSTORE, 
    g BYTEA, 
    h FLOAT(53), 
    i NUMERIC(10, 2), 
    k TSRANGE, 
    l JSON
);

