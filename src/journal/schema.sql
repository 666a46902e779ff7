-- The journal: what every run and attempt did, failed ones included.  Rows are only ever added; the
-- one exception is run.ended, which says that the run's END event is there.
CREATE TABLE IF NOT EXISTS run (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid    TEXT NOT NULL UNIQUE,
    began   INTEGER NOT NULL,          -- microseconds since 1970 UTC
    ended   INTEGER,                   -- NULL: the run ended without saying so
    outcome TEXT,
    body    TEXT NOT NULL              -- JSON: command, database, host, user, version table
);

CREATE TABLE IF NOT EXISTS event (
    id      INTEGER PRIMARY KEY,
    run     INTEGER NOT NULL REFERENCES run (id),
    kind    TEXT NOT NULL,             -- a name of journal/kinds.def
    step    INTEGER NOT NULL,          -- 0: of the run itself
    op      INTEGER NOT NULL,          -- 0: of the step itself
    txid    INTEGER NOT NULL,          -- of the database; 0: unknown
    at      INTEGER NOT NULL,
    body    TEXT                       -- JSON
);

CREATE INDEX IF NOT EXISTS event_of_run ON event (run, id);
