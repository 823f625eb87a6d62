-- Evaluations, newest first, with how far they are, behind the last one of the page before; an empty filter lets all pass.
-- Scores are read of the page's evaluations alone.
WITH page AS (
  SELECT evaluation, min(p.at) AS started
  FROM progress AS p
  WHERE ({evaluation:String} = '' OR p.evaluation = {evaluation:String})
    AND ({model:String} = '' OR p.model_version IN ({model:String}, {against:String}))
    AND ({arm:String} = '' OR p.arm = {arm:String})
    AND ({benchmark:String} = '' OR p.benchmark = {benchmark:String})
  GROUP BY evaluation
  HAVING {after:String} = ''
    OR (toUnixTimestamp64Milli(started), evaluation) < ({after_millis:Int64}, {after:String})
  ORDER BY toUnixTimestamp64Milli(started) DESC, evaluation DESC
  LIMIT {limit:UInt32}
)
SELECT
  latest.evaluation AS evaluation,
  any(latest.benchmark) AS benchmark,
  any(latest.version) AS version,
  any(latest.model_version) AS model_version,
  any(latest.arm) AS arm,
  sum(latest.items) AS items,
  sum(latest.failed) AS failed,
  sum(latest.conflicts) AS conflicts,
  any(scored.answered) AS answered,
  any(scored.score_rows) AS score_rows,
  any(scored.step) AS step,
  any(scored.prompt) AS prompt,
  any(toInt64(scored.max_tokens)) AS max_tokens,
  any(scored.temperature) AS temperature,
  any(asked.rescored) AS rescored,
  any(toInt64(asked.truth_from_answers)) AS truth_from_answers,
  toUnixTimestamp64Milli(min(latest.started)) AS started
FROM (
  SELECT
    evaluation,
    item_partition,
    any(p.benchmark) AS benchmark,
    any(p.version) AS version,
    any(p.model_version) AS model_version,
    any(p.arm) AS arm,
    argMax(p.items, p.offset) AS items,
    argMax(p.failed, p.offset) AS failed,
    argMax(p.conflicts, p.offset) AS conflicts,
    min(p.at) AS started
  FROM progress AS p
  WHERE p.evaluation IN (SELECT evaluation FROM page)
  GROUP BY evaluation, item_partition
) AS latest
LEFT JOIN (
  SELECT
    evaluation,
    uniqExact(sipHash128(s.item_id)) AS answered,
    count() AS score_rows,
    any(s.step) AS step,
    any(s.prompt) AS prompt,
    any(s.max_tokens) AS max_tokens,
    any(s.temperature) AS temperature
  FROM scores AS s
  WHERE s.evaluation IN (SELECT evaluation FROM page)
  GROUP BY evaluation
) AS scored ON scored.evaluation = latest.evaluation
LEFT JOIN (
  SELECT evaluation, any(e.rescored) AS rescored, max(e.truth_from_answers) AS truth_from_answers
  FROM evaluations AS e
  WHERE e.evaluation IN (SELECT evaluation FROM page)
  GROUP BY evaluation
) AS asked ON asked.evaluation = latest.evaluation
GROUP BY evaluation
ORDER BY started DESC, evaluation DESC
LIMIT {limit:UInt32}
