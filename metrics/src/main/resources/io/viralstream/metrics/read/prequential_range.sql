-- How many samples curves of an arm could be drawn from, and where the newest `most` of them begin and end; an empty
-- filter lets all pass.
WITH asked AS (
  SELECT task_offset
  FROM train_samples
  WHERE arm = {arm:String}
    AND turns > 0
    AND ({feed:String} = '' OR feed = {feed:String})
    AND ({category:String} = '' OR category = {category:String})
)
SELECT
  toInt64(count()) AS samples,
  max(task_offset) AS last_offset,
  (SELECT min(task_offset) FROM (SELECT task_offset FROM asked ORDER BY task_offset DESC LIMIT {most:UInt32}))
    AS first_offset
FROM asked
