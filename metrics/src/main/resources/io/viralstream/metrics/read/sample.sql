-- Every time that a sample was admitted or withheld, oldest first.
SELECT
  id,
  client_id,
  feed,
  toInt64(pass) AS pass,
  decision,
  reason,
  questions,
  answers,
  image_sha256,
  toUnixTimestamp64Milli(at) AS at
FROM samples
WHERE id = {id:String}
ORDER BY at, feed, pass
LIMIT 1000
