-- From version 2 of limbeck's ledger to version 3; rows stay, and the names they are read by.
LOCK TABLE limbeck.ledger IN ACCESS EXCLUSIVE MODE;
ALTER TABLE limbeck.step
    DROP CONSTRAINT IF EXISTS step_run_fkey,
    ADD COLUMN texts json;
ALTER TABLE limbeck.skip
    DROP CONSTRAINT IF EXISTS skip_run_fkey;
UPDATE limbeck.step s SET texts = t.texts FROM (
    SELECT run, number, pg_catalog.json_agg(pg_catalog.json_build_object('path', path,
                                                                         'hash', hash)) AS texts
    FROM limbeck.step_text GROUP BY run, number) t
WHERE t.run = s.run AND t.number = s.number;
DROP TABLE limbeck.step_text;
CREATE TABLE limbeck.undo (
    run uuid NOT NULL,
    number integer NOT NULL,
    operation integer NOT NULL,
    body json NOT NULL,
    PRIMARY KEY (run, number, operation)
);
INSERT INTO limbeck.undo (run, number, operation, body)
    SELECT i.run, i.number, i.operation, pg_catalog.json_build_array(
               pg_catalog.json_build_object(
                   'operation', i.operation, 'name', i.name, 'target', i.target, 'undo', i.undo,
                   'reason', i.reason, 'state', i.state, 'search_path', i.search_path))
    FROM limbeck.inverse i;
DROP TABLE limbeck.inverse;
CREATE VIEW limbeck.step_text AS
    SELECT s.run, s.number, t.path, t.hash
    FROM limbeck.step s, pg_catalog.json_to_recordset(s.texts) AS t (path text, hash text);
CREATE VIEW limbeck.inverse AS
    SELECT u.run, u.number, i.operation, i.name, i.target, i.undo, i.reason, i.state, i.search_path
    FROM limbeck.undo u, pg_catalog.json_to_recordset(u.body) AS
         i (operation integer, name text, target text, undo text, reason text, state text,
            search_path text);
UPDATE limbeck.ledger SET version = 3;
