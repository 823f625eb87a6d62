-- The loss curve of an arm, in at most `points` points of equally many steps.
WITH (SELECT greatest(1, ceil(count() / {points:UInt32})) FROM train_steps WHERE arm = {arm:String}) AS width
SELECT
  max(step) AS step,
  avg(s.lm) AS lm,
  avg(s.vra) AS vra,
  avg(s.total) AS total,
  avg(s.learning_rate) AS learning_rate
FROM (
  SELECT step, lm, vra, total, learning_rate, row_number() OVER (ORDER BY step) - 1 AS place
  FROM train_steps
  WHERE arm = {arm:String}
) AS s
GROUP BY intDiv(s.place, toUInt64(width))
ORDER BY step
