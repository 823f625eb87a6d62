-- Counts of one evaluation by variant, category and picture; an item counts once, the first stored.
SELECT
  variant,
  any(first_parser) AS parser,
  category,
  cluster,
  count() AS items,
  countIf(first_correct) AS correct,
  countIf(yes) AS truths_yes,
  countIf(no) AS truths_no,
  countIf(yes AND answered_yes) AS true_yes,
  countIf(no AND answered_yes) AS false_yes,
  countIf(yes AND unread) AS unread_yes,
  countIf(no AND unread) AS unread_no
FROM (
  SELECT
    variant,
    item_id,
    argMin(s.parser, s.offset) AS first_parser,
    argMin(s.category, s.offset) AS category,
    argMin(coalesce(s.image_sha256, s.image_name, s.item_id), s.offset) AS cluster,
    argMin(s.correct, s.offset) AS first_correct,
    argMin(s.truth_yes, s.offset) AS yes,
    argMin(s.truth_no, s.offset) AS no,
    argMin(s.said_yes, s.offset) AS answered_yes,
    argMin(s.parsed = 'unknown', s.offset) AS unread
  FROM scores AS s
  WHERE s.evaluation = {evaluation:String}
    AND ({category:String} = '' OR s.category = {category:String})
  GROUP BY variant, item_id
)
GROUP BY variant, category, cluster
ORDER BY variant, category, cluster
