CREATE TABLE s.t (
    id SERIAL NOT NULL, 
    x VARCHAR, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_s_t_x ON s.t (x);

CREATE TABLE s.t (
    id SERIAL NOT NULL, 
    x VARCHAR, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_s_t_x ON s.t (x);

DROP TABLE s.t;

