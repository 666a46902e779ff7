CREATE TYPE s.e AS ENUM ('a', 'b');

DROP TYPE s.e;

