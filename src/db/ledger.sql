-- limbeck's ledger, version 3: what happened to this database, in the database.  Rows are added in
-- the transactions they speak of, so that they can be believed.  New columns stand last, so that
-- a ledger that was upgraded has the same shape.
CREATE SCHEMA IF NOT EXISTS limbeck;
REVOKE ALL ON SCHEMA limbeck FROM PUBLIC;
CREATE TABLE limbeck.ledger (
    version integer NOT NULL                    -- of these tables
);
INSERT INTO limbeck.ledger VALUES (3);
CREATE TABLE limbeck.run (
    run uuid PRIMARY KEY,
    began timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    ended timestamptz,                          -- NULL: it did not live to say so
    outcome text,
    command text NOT NULL,
    version_table text NOT NULL,                -- schema.name unless the schema is public
    role name NOT NULL DEFAULT current_user,
    login name NOT NULL DEFAULT session_user,
    client text NOT NULL,                       -- user@host of the operating system
    limbeck text,                               -- the program's version
    server_version integer,
    steps integer,                              -- planned
    error text,                                 -- why it failed
    status integer                              -- exit status
);
-- No foreign keys: what they would say follows from how rows are written (that of the run is
-- committed before all others), and a check for each row costs as much as the row does.
CREATE TABLE limbeck.step (
    run uuid NOT NULL,
    number integer NOT NULL,                    -- of the step within its run
    revision text NOT NULL,
    direction text NOT NULL,
    moved_from text NOT NULL,
    moved_to text NOT NULL,
    operations integer NOT NULL,
    at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    txid xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(),
    began timestamptz,
    us bigint,                                  -- its duration in microseconds
    source text,                                -- who says the following: git, manifest, ...
    commit text,                                -- that was deployed
    changed text,                               -- the commit that last changed the file
    author text,
    authored timestamptz,
    committed timestamptz,
    blob text,
    path text,
    ref text,
    remote text,
    file_dirty boolean,
    tree_dirty boolean,
    texts json,                                 -- files that it used: see limbeck.step_text
    PRIMARY KEY (run, number)
);
CREATE TABLE limbeck.skip (
    run uuid NOT NULL,
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
-- Inverses as they come, many to a row; limbeck.inverse shows each.
CREATE TABLE limbeck.undo (
    run uuid NOT NULL,
    number integer NOT NULL,
    operation integer NOT NULL,                 -- the first of them
    body json NOT NULL,
    PRIMARY KEY (run, number, operation)
);
-- No unique key: two runs on different version tables that keep the same text at the same time
-- would wait for each other, or deadlock.  Such a text is there twice.
CREATE TABLE limbeck.text (
    hash text NOT NULL,                         -- git's name for the content
    content text NOT NULL,
    bytes integer NOT NULL
);
CREATE INDEX text_hash ON limbeck.text (hash);
CREATE VIEW limbeck.step_text AS
    SELECT s.run, s.number, t.path,
           t.hash                               -- not in limbeck.text: it was too large
    FROM limbeck.step s, pg_catalog.json_to_recordset(s.texts) AS t (path text, hash text);
CREATE VIEW limbeck.inverse AS
    SELECT u.run, u.number, i.operation, i.name, i.target,
           i.undo,                              -- a list of operations; NULL: cannot be derived
           i.reason,                            -- why not
           i.state,                             -- what the catalog said before
           i.search_path                        -- that undo is to run with; NULL: it names no path
    FROM limbeck.undo u, pg_catalog.json_to_recordset(u.body) AS
         i (operation integer, name text, target text, undo text, reason text, state text,
            search_path text);
