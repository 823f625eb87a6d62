-- How many scores were made since a time, and from when to when.
SELECT
  toInt64(count()) AS scores,
  toUnixTimestamp64Milli(min(at)) AS first,
  toUnixTimestamp64Milli(max(at)) AS last
FROM scores
WHERE at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
