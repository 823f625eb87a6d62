-- Rows by table, counted by id.
SELECT
  (SELECT toInt64(count()) FROM samples) AS samples,
  (SELECT toInt64(count()) FROM train_steps) AS train_steps,
  (SELECT toInt64(count()) FROM checkpoints) AS checkpoints,
  (SELECT toInt64(count()) FROM scores) AS scores,
  (SELECT toInt64(count()) FROM asked) AS asked,
  (SELECT toInt64(uniqExact(id)) FROM dead_letters) AS dead_letters
