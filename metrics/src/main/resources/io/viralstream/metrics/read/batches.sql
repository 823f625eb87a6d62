-- With how many sequences together the answers of an evaluation ran.
SELECT batch, toInt64(uniqExact(item_id)) AS items
FROM scores
WHERE evaluation = {evaluation:String}
GROUP BY batch
ORDER BY batch
