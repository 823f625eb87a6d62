-- What is stored of the scores of some evaluations: how many items and rows, and how the answers came to be.
SELECT
  scored.evaluation AS evaluation,
  scored.answered AS answered,
  scored.score_rows AS score_rows,
  scored.step AS step,
  scored.prompt AS prompt,
  toInt64(scored.max_tokens) AS max_tokens,
  scored.temperature AS temperature,
  asked.rescored AS rescored,
  toInt64(asked.truth_from_answers) AS truth_from_answers
FROM (
  SELECT
    evaluation,
    uniqExact(sipHash128(s.item_id)) AS answered,
    count() AS score_rows,
    any(s.step) AS step,
    any(s.prompt) AS prompt,
    any(s.max_tokens) AS max_tokens,
    any(s.temperature) AS temperature
  FROM scores AS s
  WHERE s.evaluation IN ({evaluations:Array(String)})
  GROUP BY evaluation
) AS scored
LEFT JOIN (
  SELECT evaluation, any(e.rescored) AS rescored, max(e.truth_from_answers) AS truth_from_answers
  FROM evaluations AS e
  WHERE e.evaluation IN ({evaluations:Array(String)})
  GROUP BY evaluation
) AS asked ON asked.evaluation = scored.evaluation
