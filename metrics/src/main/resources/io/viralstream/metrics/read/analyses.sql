-- Analyses with the number of their items, in the order of their ids, behind the page before; an empty filter lets all
-- pass.
SELECT
  analysis,
  any(i.model) AS model,
  any(i.model_hash) AS model_hash,
  any(i.data) AS data,
  any(i.settings) AS settings,
  toInt64(uniqExact(i.item)) AS items,
  max(toUnixTimestamp64Milli(i.at)) AS at_millis
FROM analysis_items AS i
WHERE i.analysis > {after:String}
  AND ({id:String} = '' OR i.analysis = {id:String})
  AND ({model:String} = '' OR i.model = {model:String})
  AND ({data:String} = '' OR i.data = {data:String})
GROUP BY analysis
ORDER BY analysis
LIMIT {limit:UInt32}
