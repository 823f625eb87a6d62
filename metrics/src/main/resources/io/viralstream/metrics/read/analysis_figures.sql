-- The figures of an analysis in the order of item, measure, layer and head, behind the page before; an empty filter
-- lets all pass.
SELECT item, measure, layer, head, value, reason
FROM analysis_figures AS f
WHERE f.analysis = {id:String}
  AND ({only:String} = '' OR f.measure = {only:String})
  AND f.item >= {item:String}
  AND (f.item, f.measure, ifNull(f.layer, -1), ifNull(f.head, -1))
    > ({item:String}, {measure:String}, {layer:Int32}, {head:Int32})
ORDER BY item, measure, ifNull(layer, -1), ifNull(head, -1)
LIMIT {limit:UInt32}
SETTINGS optimize_aggregation_in_order = 1
