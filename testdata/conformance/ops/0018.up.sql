CREATE INDEX IF NOT EXISTS ix ON t USING gin (a gin_trgm_ops);

