CREATE INDEX ix ON t (a, b DESC, lower(c), d DESC) INCLUDE (x) NULLS NOT DISTINCT WITH (fillfactor = 50);

