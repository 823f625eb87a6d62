-- Items of a benchmark version that an evaluation has no score of.
SELECT
  item_id,
  category,
  truth,
  coalesce(image_sha256, image_name, '') AS picture,
  group_kinds,
  group_ids
FROM benchmark_items
WHERE benchmark = {benchmark:String} AND version = {version:String}
  AND item_id NOT IN (SELECT item_id FROM scores WHERE evaluation = {evaluation:String})
ORDER BY item_id
LIMIT 1 BY item_id
LIMIT {limit:UInt32}
