-- The newest migration lock, whether it is held, and for how many seconds.
SELECT
  toInt64(extract(name, '\\d+$')) AS number,
  comment AS state,
  toInt64(now() - metadata_modification_time) AS age
FROM system.tables
WHERE database = {database:String} AND match(name, '^migration_lock_\\d+$')
ORDER BY number DESC
LIMIT 1
