-- How many items of an evaluation have a stored answer.
SELECT toInt64(uniqExact(item_id)) AS answered
FROM scores
WHERE evaluation = {evaluation:String}
