-- The journal: what every run and attempt did, failed ones included.  Rows are only ever added; the
-- exceptions are the end of a run, which its END event brings, and old runs, which go as a whole.
CREATE TABLE run (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid    TEXT NOT NULL UNIQUE,
    began   INTEGER NOT NULL,          -- microseconds since 1970 UTC
    ended   INTEGER,                   -- NULL: the run ended without saying so
    outcome TEXT,
    body    TEXT NOT NULL,             -- JSON: command, database, host, user, version table, plan
    target  TEXT NOT NULL DEFAULT '',  -- server, database and version table
    heads   TEXT,                      -- version rows at its end
    rebuilt INTEGER NOT NULL DEFAULT 0 -- 1: what the ledger remembers
);

CREATE TABLE event (
    id      INTEGER PRIMARY KEY,
    run     INTEGER NOT NULL REFERENCES run (id),
    kind    TEXT NOT NULL,             -- a name of journal/kinds.def
    step    INTEGER NOT NULL,          -- 0: of the run itself
    op      INTEGER NOT NULL,          -- 0: of the step itself
    txid    INTEGER NOT NULL,          -- of the database; 0: unknown
    at      INTEGER NOT NULL,
    body    TEXT                       -- JSON
);

-- Targets whose ledger has been read into this file, or that had none.
CREATE TABLE known (
    target  TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE INDEX event_of_run ON event (run, id);
CREATE INDEX run_by_time ON run (began);
CREATE INDEX run_without_end ON run (target) WHERE ended IS NULL;
