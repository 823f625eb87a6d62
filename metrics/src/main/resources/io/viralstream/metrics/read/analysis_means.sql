-- What an analysis found by measure, layer and head, behind the page before: the mean over the items that have a value,
-- and the ten commonest reasons why others have none.
SELECT
  measure,
  layer,
  head,
  toInt64(sum(figures)) AS items,
  toInt64(sum(valued)) AS values,
  sum(total) / nullIf(sum(valued), 0) AS mean,
  arraySlice(
    arraySort(missing -> (-missing.2, missing.1), groupArrayIf((assumeNotNull(reason), figures), reason IS NOT NULL)),
    1,
    10
  ) AS commonest,
  arrayMap(missing -> missing.1, commonest) AS reasons,
  arrayMap(missing -> toString(missing.2), commonest) AS reason_items
FROM (
  SELECT
    measure,
    layer,
    head,
    reason,
    count() AS figures,
    count(f.value) AS valued,
    sum(f.value) AS total
  FROM analysis_figures AS f
  WHERE f.analysis = {id:String}
    AND (f.measure, ifNull(f.layer, -1), ifNull(f.head, -1)) > ({measure:String}, {layer:Int32}, {head:Int32})
  GROUP BY measure, layer, head, reason
)
GROUP BY measure, layer, head
ORDER BY measure, ifNull(layer, -1), ifNull(head, -1)
LIMIT {limit:UInt32}
SETTINGS optimize_aggregation_in_order = 1
