-- For each arm that trained on a sample: the first model version that covers it, and the newest.
SELECT
  c.arm AS arm,
  argMin(c.model_version, c.step) AS first_version,
  argMax(c.model_version, c.step) AS newest_version
FROM checkpoints AS c
INNER JOIN (
  SELECT arm, min(step) AS step FROM train_samples WHERE sample_id = {id:String} GROUP BY arm
) AS trained ON trained.arm = c.arm
WHERE c.step >= trained.step
GROUP BY arm
ORDER BY arm
