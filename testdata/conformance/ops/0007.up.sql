CREATE TYPE e AS ENUM ('a', 'b');

DROP TYPE e;

