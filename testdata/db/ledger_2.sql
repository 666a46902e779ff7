-- A ledger as limbeck made it in version 2, with rows of that time.
CREATE SCHEMA limbeck;
REVOKE ALL ON SCHEMA limbeck FROM PUBLIC;
CREATE TABLE limbeck.ledger (
    version integer NOT NULL                    -- of these tables
);
INSERT INTO limbeck.ledger VALUES (2);
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
-- No foreign key, neither here nor for texts: a check for each of some thousand rows costs as much
-- as the rows do.  They travel with their step's row, which has one.
CREATE TABLE limbeck.inverse (
    run uuid NOT NULL,
    number integer NOT NULL,
    operation integer NOT NULL,
    name text NOT NULL,
    target text NOT NULL,
    undo text,                                  -- a list of operations; NULL: cannot be derived
    reason text,                                -- why not
    state text,                                 -- what the catalog said before
    search_path text,                           -- that undo is to run with; NULL: it names no path
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
CREATE TABLE limbeck.step_text (
    run uuid NOT NULL,
    number integer NOT NULL,
    path text NOT NULL,
    hash text NOT NULL,                         -- not in limbeck.text: it was too large
    PRIMARY KEY (run, number, path)
);

INSERT INTO limbeck.run (run, began, ended, outcome, command, version_table, role, login, client,
                         limbeck, server_version, steps, status)
    VALUES ('6d3f2c1e-0000-4000-8000-000000000001', '2026-01-02 03:04:05+00',
            '2026-01-02 03:04:06+00', 'done', 'upgrade', 'other_version', 'anna', 'anna', 'anna@web1',
            '0.1.0', 150004, 2, 0);
INSERT INTO limbeck.step (run, number, revision, direction, moved_from, moved_to, operations, at, txid,
                          source, commit, blob, path)
    VALUES ('6d3f2c1e-0000-4000-8000-000000000001', 1, 'x1', 'upgrade', '', 'x1', 2,
            '2026-01-02 03:04:05+00', '745', 'git', 'c0ffee', 'b10b', 'versions/x1.py'),
           ('6d3f2c1e-0000-4000-8000-000000000001', 2, 'x2', 'upgrade', 'x1', 'x2', 0,
            '2026-01-02 03:04:06+00', '745', NULL, NULL, NULL, NULL);
INSERT INTO limbeck.step_text
    VALUES ('6d3f2c1e-0000-4000-8000-000000000001', 1, 'versions/x1.py', 'b10b'),
           ('6d3f2c1e-0000-4000-8000-000000000001', 1, 'env "dev".py', 'e77e');
INSERT INTO limbeck.text VALUES ('b10b', E'revision = ''x1''\n# \\ "caf\u00e9"\n', 30);
INSERT INTO limbeck.inverse
    VALUES ('6d3f2c1e-0000-4000-8000-000000000001', 1, 1, 'create_table', 'public."T x"',
            '[{"drop_table": {"table_name": "T x"}}]', NULL, '[{"there": null}]', '"public", "a ""b"""'),
           ('6d3f2c1e-0000-4000-8000-000000000001', 1, 2, 'execute', '', NULL,
            'what free SQL does is not known', NULL, NULL);
