-- How many different items of a benchmark version are stored.
SELECT toInt64(uniqExact(item_id)) AS items
FROM benchmark_items
WHERE benchmark = {benchmark:String} AND version = {version:String}
