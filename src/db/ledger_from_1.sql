-- From version 1 of limbeck's ledger to version 2; rows stay.
LOCK TABLE limbeck.ledger IN ACCESS EXCLUSIVE MODE;
ALTER TABLE limbeck.run
    ADD COLUMN limbeck text,
    ADD COLUMN server_version integer,
    ADD COLUMN steps integer,
    ADD COLUMN error text,
    ADD COLUMN status integer;
ALTER TABLE limbeck.step
    ADD COLUMN began timestamptz,
    ADD COLUMN us bigint,
    ADD COLUMN source text,
    ADD COLUMN commit text,
    ADD COLUMN changed text,
    ADD COLUMN author text,
    ADD COLUMN authored timestamptz,
    ADD COLUMN committed timestamptz,
    ADD COLUMN blob text,
    ADD COLUMN path text,
    ADD COLUMN ref text,
    ADD COLUMN remote text,
    ADD COLUMN file_dirty boolean,
    ADD COLUMN tree_dirty boolean;
CREATE TABLE limbeck.inverse (
    run uuid NOT NULL,
    number integer NOT NULL,
    operation integer NOT NULL,
    name text NOT NULL,
    target text NOT NULL,
    undo text,
    reason text,
    state text,
    search_path text,
    PRIMARY KEY (run, number, operation)
);
CREATE TABLE limbeck.text (
    hash text NOT NULL,
    content text NOT NULL,
    bytes integer NOT NULL
);
CREATE INDEX text_hash ON limbeck.text (hash);
CREATE TABLE limbeck.step_text (
    run uuid NOT NULL,
    number integer NOT NULL,
    path text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (run, number, path)
);
UPDATE limbeck.ledger SET version = 2;
