CREATE TYPE ee AS ENUM ('A1', 'B1');

CREATE TABLE t (
    x ee
);

