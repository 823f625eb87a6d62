-- Evaluations, newest first, with how far they are; an empty filter lets all pass.
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
  any(scored.step) AS step
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
  WHERE ({evaluation:String} = '' OR p.evaluation = {evaluation:String})
    AND ({model:String} = '' OR p.model_version = {model:String})
    AND ({arm:String} = '' OR p.arm = {arm:String})
    AND ({benchmark:String} = '' OR p.benchmark = {benchmark:String})
  GROUP BY evaluation, item_partition
) AS latest
LEFT JOIN (
  SELECT evaluation, uniqExact(item_id) AS answered, count() AS score_rows, any(s.step) AS step
  FROM scores AS s
  WHERE ({evaluation:String} = '' OR s.evaluation = {evaluation:String})
  GROUP BY evaluation
) AS scored ON scored.evaluation = latest.evaluation
GROUP BY evaluation
ORDER BY min(latest.started) DESC, evaluation
LIMIT {limit:UInt32}
