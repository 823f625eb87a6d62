-- Dead letters by step and category, counted by id.
SELECT step, category, toInt64(uniqExact(id)) AS letters
FROM dead_letters
GROUP BY step, category
ORDER BY step, category
