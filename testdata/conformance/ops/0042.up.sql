CREATE TABLE t (
    id UUID NOT NULL, 
    b UUID, 
    PRIMARY KEY (id)
);

