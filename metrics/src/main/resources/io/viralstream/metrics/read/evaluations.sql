-- Evaluations, newest first, with how far they are, behind the last one of the page before; an empty filter lets all pass.
-- No score is read: a page of a thousand evaluations with ten million scores costs what their reports cost.
SELECT
  latest.evaluation AS evaluation,
  any(latest.benchmark) AS benchmark,
  any(latest.version) AS version,
  any(latest.model_version) AS model_version,
  any(latest.arm) AS arm,
  sum(latest.items) AS items,
  sum(latest.scored) AS scored,
  sum(latest.failed) AS failed,
  sum(latest.conflicts) AS conflicts,
  toUnixTimestamp64Milli(min(latest.first_at)) AS started
FROM (
  SELECT
    evaluation,
    item_partition,
    any(p.benchmark) AS benchmark,
    any(p.version) AS version,
    any(p.model_version) AS model_version,
    any(p.arm) AS arm,
    argMax(p.items, p.offset) AS items,
    argMax(p.scored, p.offset) AS scored,
    argMax(p.failed, p.offset) AS failed,
    argMax(p.conflicts, p.offset) AS conflicts,
    min(p.at) AS first_at
  FROM progress AS p
  WHERE ({evaluation:String} = '' OR p.evaluation = {evaluation:String})
    AND ({model:String} = '' OR p.model_version IN ({model:String}, {against:String}))
    AND ({arm:String} = '' OR p.arm = {arm:String})
    AND ({benchmark:String} = '' OR p.benchmark = {benchmark:String})
  GROUP BY evaluation, item_partition
) AS latest
GROUP BY evaluation
HAVING {after:String} = '' OR (started, evaluation) < ({after_millis:Int64}, {after:String})
ORDER BY started DESC, evaluation DESC
LIMIT {limit:UInt32}
