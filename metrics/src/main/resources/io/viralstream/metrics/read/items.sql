-- Items of a benchmark version in the order of their ids, behind the last one of the page before; each once.
SELECT
  item_id,
  source_id,
  category,
  question,
  truth,
  choices,
  image_sha256,
  image_name,
  group_kinds,
  group_ids,
  arrayMap(size -> toString(size), group_sizes) AS group_sizes
FROM benchmark_items
WHERE benchmark = {benchmark:String} AND version = {version:String} AND item_id > {after:String}
ORDER BY item_id
LIMIT 1 BY item_id
LIMIT {limit:UInt32}
