-- Two evaluations on the items that both have scored, by who was right.
SELECT
  countIf(a.correct AND b.correct) AS both,
  countIf(a.correct AND NOT b.correct) AS only_first,
  countIf(NOT a.correct AND b.correct) AS only_second,
  countIf(NOT a.correct AND NOT b.correct) AS neither
FROM (
  SELECT item_id, argMin(s.correct, s.offset) AS correct
  FROM scores AS s
  WHERE s.evaluation = {first:String} AND s.variant = {variant:String}
  GROUP BY item_id
) AS a
INNER JOIN (
  SELECT item_id, argMin(s.correct, s.offset) AS correct
  FROM scores AS s
  WHERE s.evaluation = {second:String} AND s.variant = {variant:String}
  GROUP BY item_id
) AS b ON a.item_id = b.item_id
