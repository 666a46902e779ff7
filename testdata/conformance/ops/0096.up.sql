CREATE VIEW vv AS SELECT ':x'::text;

