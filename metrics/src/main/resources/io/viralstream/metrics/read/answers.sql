-- The first stored answer to each item of an evaluation, in the order of the items, behind the page before.
SELECT item_id, argMin(s.raw, s.offset) AS text
FROM scores AS s
WHERE s.evaluation = {evaluation:String} AND s.item_id > {after:String}
GROUP BY item_id
ORDER BY item_id
LIMIT {limit:UInt32}
