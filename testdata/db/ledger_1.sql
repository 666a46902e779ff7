-- A ledger as limbeck made it in version 1, with rows of that time.
-- limbeck's ledger: what happened to this database, in the database.  Rows are added in the
-- transactions they speak of, so that they can be believed.
CREATE SCHEMA limbeck;
REVOKE ALL ON SCHEMA limbeck FROM PUBLIC;
CREATE TABLE limbeck.ledger (
    version integer NOT NULL                    -- of these tables
);
INSERT INTO limbeck.ledger VALUES (1);
CREATE TABLE limbeck.run (
    run uuid PRIMARY KEY,
    began timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    ended timestamptz,                          -- NULL: it did not live to say so
    outcome text,
    command text NOT NULL,
    version_table text NOT NULL,
    role name NOT NULL DEFAULT current_user,
    login name NOT NULL DEFAULT session_user,
    client text NOT NULL                        -- user@host of the operating system
);
CREATE TABLE limbeck.step (
    run uuid NOT NULL REFERENCES limbeck.run,
    number integer NOT NULL,                    -- of the step within its run
    revision text NOT NULL,
    direction text NOT NULL,
    moved_from text NOT NULL,
    moved_to text NOT NULL,
    operations integer NOT NULL,
    at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    txid xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(),
    PRIMARY KEY (run, number)
);
CREATE TABLE limbeck.skip (
    run uuid NOT NULL REFERENCES limbeck.run,
    number integer NOT NULL,
    operation integer NOT NULL,
    name text NOT NULL,
    target text NOT NULL,
    sqlstate text NOT NULL,
    message text NOT NULL,
    place text NOT NULL,
    PRIMARY KEY (run, number, operation)
);
CREATE TABLE limbeck.partial (
    version_table text NOT NULL,
    revision text NOT NULL,
    direction text NOT NULL,
    run uuid NOT NULL,
    operations integer NOT NULL,                -- done and committed
    hash text NOT NULL,                         -- of their SQL
    results_read boolean NOT NULL,              -- the script had seen results by then
    intent text,                                -- a statement in autocommit that was not settled
    PRIMARY KEY (version_table, revision, direction)
);
INSERT INTO limbeck.run (run, command, version_table, client, ended, outcome) VALUES
    ('11111111-1111-4111-8111-111111111111', 'upgrade', 'alembic_version', 'me@here', now(), 'done'),
    ('22222222-2222-4222-8222-222222222222', 'upgrade', 'alembic_version', 'me@here', NULL, NULL);
INSERT INTO limbeck.step (run, number, revision, direction, moved_from, moved_to, operations) VALUES
    ('11111111-1111-4111-8111-111111111111', 1, 'a1', 'upgrade', '', 'a1', 2);
INSERT INTO limbeck.skip VALUES
    ('11111111-1111-4111-8111-111111111111', 1, 2, 'drop_table', 'gone', '42P01', 'not there',
     'a1.py:12');
INSERT INTO limbeck.partial VALUES
    ('alembic_version', 'zz', 'upgrade', '22222222-2222-4222-8222-222222222222', 1, 'ab', false,
     NULL);
