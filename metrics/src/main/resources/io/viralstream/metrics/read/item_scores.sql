-- What was read of each answered item of an evaluation under each variant, or under one; an item counts once, the first stored.
SELECT
  variant,
  item_id,
  argMin(s.parser, s.offset) AS parser,
  argMin(s.category, s.offset) AS category,
  argMin(s.truth, s.offset) AS truth,
  argMin(s.parsed, s.offset) AS parsed,
  toInt64(argMin(s.correct, s.offset)) AS correct,
  argMin(coalesce(s.image_sha256, s.image_name, ''), s.offset) AS picture,
  argMin(s.group_kinds, s.offset) AS group_kinds,
  argMin(s.group_ids, s.offset) AS group_ids
FROM scores AS s
WHERE s.evaluation = {evaluation:String} AND ({variant:String} = '' OR s.variant = {variant:String})
GROUP BY variant, item_id
ORDER BY variant, item_id
LIMIT {limit:UInt32}
