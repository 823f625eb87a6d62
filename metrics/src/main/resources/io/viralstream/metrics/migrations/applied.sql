-- The migrations that this database has seen.
SELECT toInt64(number) AS number, any(name) AS name, any(checksum) AS checksum
FROM migrations
GROUP BY number
ORDER BY number
