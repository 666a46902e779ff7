CREATE TABLE s.t (
    id SERIAL NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE s.u (
    t_id INTEGER, 
    FOREIGN KEY(t_id) REFERENCES s.t (id)
);

