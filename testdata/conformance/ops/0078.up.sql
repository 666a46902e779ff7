CREATE TABLE t (
    a TEXT DEFAULT now(), 
    b TEXT DEFAULT 'x'::text, 
    c BOOLEAN DEFAULT false, 
    d BOOLEAN, 
    e TIMESTAMP WITH TIME ZONE
);

