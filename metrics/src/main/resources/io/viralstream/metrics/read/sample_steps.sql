-- The optimizer steps that trained on a sample.
SELECT
  arm,
  step,
  feed,
  toInt64(pass) AS pass,
  lm,
  vra,
  toInt64(turns) AS turns,
  toInt64(exact_turns) AS exact_turns,
  toUnixTimestamp64Milli(at) AS at
FROM train_samples
WHERE sample_id = {id:String}
ORDER BY arm, step
LIMIT 1000
