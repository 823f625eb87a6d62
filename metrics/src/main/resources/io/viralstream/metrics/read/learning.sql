-- How fast each arm learns: from the acceptance of a sample until an answer by a version trained on it is there, over
-- all samples accepted since a moment. An answer by a later version counts too: that one was trained on the sample as
-- well. Of a fast stream one sample in so many is looked at, by its id, or the join would outgrow a query's memory.
-- `unanswered` are samples that a published step has learnt and no such answer has followed yet.
WITH
  fromUnixTimestamp64Milli({since:Int64}, 'UTC') AS since,
  (SELECT greatest(1, ceil(count() / {most:UInt32})) FROM samples WHERE accepted_at >= since) AS one_in,
  answered AS (
    SELECT c.arm AS arm, c.step AS version_step, min(a.at) AS first_at
    FROM asked AS a
    INNER JOIN checkpoints AS c ON c.model_version = a.model_version
    WHERE a.at >= since AND a.failure IS NULL
    GROUP BY arm, version_step
    UNION ALL
    SELECT s.arm AS arm, assumeNotNull(s.step) AS version_step, min(s.at) AS first_at
    FROM scores AS s
    WHERE s.at >= since AND s.step IS NOT NULL
    GROUP BY arm, version_step
  ),
  soonest AS (
    SELECT
      arm,
      version_step,
      min(first_at) OVER (
        PARTITION BY arm ORDER BY version_step DESC, first_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS soonest_at
    FROM answered
  ),
  learnt AS (
    SELECT t.arm AS arm, t.step AS step, a.accepted_at AS accepted_at
    FROM (
      SELECT sample_id, feed, pass, arm, step
      FROM train_samples
      WHERE at >= since AND cityHash64(sample_id) % toUInt64(one_in) = 0
    ) AS t
    INNER JOIN (
      SELECT id, feed, pass, accepted_at
      FROM samples
      WHERE accepted_at >= since AND cityHash64(id) % toUInt64(one_in) = 0
    ) AS a ON a.id = t.sample_id AND a.feed = t.feed AND a.pass = t.pass
  )
SELECT
  l.arm AS arm,
  toInt64(countIf(s.version_step > 0)) AS answered,
  toInt64(countIf(s.version_step = 0)) AS unanswered,
  quantileExactIf(.5)(dateDiff('millisecond', l.accepted_at, s.soonest_at), s.version_step > 0) AS p50,
  quantileExactIf(.95)(dateDiff('millisecond', l.accepted_at, s.soonest_at), s.version_step > 0) AS p95
FROM learnt AS l
ASOF LEFT JOIN soonest AS s ON s.arm = l.arm AND s.version_step >= l.step
GROUP BY arm
HAVING answered > 0
ORDER BY arm
