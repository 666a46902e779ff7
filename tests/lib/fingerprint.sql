-- One value for the schema of a database, schema limbeck left out; data are not looked at.
WITH own AS (
    SELECT oid, nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'limbeck')
), facts AS (
    SELECT 'relation', n.nspname, c.relname, c.relkind::text || c.relpersistence::text,
           coalesce(obj_description(c.oid, 'pg_class'), ''), coalesce(c.reloptions::text, '')
    FROM pg_class c JOIN own n ON n.oid = c.relnamespace
  UNION ALL
    SELECT 'column', n.nspname, c.relname, a.attname,
           format_type(a.atttypid, a.atttypmod) || a.attnotnull::text || a.attidentity::text
               || a.attgenerated::text,
           coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' '
               || coalesce(col_description(c.oid, a.attnum), '')
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN own n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
    SELECT 'constraint', n.nspname, c.conname, c.contype::text, c.convalidated::text,
           c.conrelid::regclass::text || pg_get_constraintdef(c.oid)
    FROM pg_constraint c JOIN own n ON n.oid = c.connamespace
  UNION ALL
    SELECT 'index', n.nspname, c.relname, i.indisvalid::text, i.indisready::text,
           pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN own n ON n.oid = c.relnamespace
  UNION ALL
    SELECT 'type', n.nspname, t.typname, t.typtype::text, format_type(t.typbasetype, t.typtypmod),
           coalesce((SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
                     FROM pg_enum e WHERE e.enumtypid = t.oid), '')
    FROM pg_type t JOIN own n ON n.oid = t.typnamespace
  UNION ALL
    SELECT 'routine', n.nspname, p.proname, p.prokind::text, p.oid::regprocedure::text, p.prosrc
    FROM pg_proc p JOIN own n ON n.oid = p.pronamespace
  UNION ALL
    SELECT 'trigger', n.nspname, c.relname, t.tgname, t.tgenabled::text, pg_get_triggerdef(t.oid)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN own n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal
  UNION ALL
    SELECT 'schema', nspname, '', '', '', '' FROM own
  UNION ALL
    SELECT 'extension', extname, extversion, '', '', '' FROM pg_extension
)
SELECT md5(string_agg(facts::text, E'\n' ORDER BY facts::text COLLATE "C")) FROM facts
