-- Dead letters by step, category and kind of reason, counted by id; what waits most comes first.
SELECT
  step,
  category,
  reason_kind,
  toInt64(count()) AS letters,
  toInt64(countIf(resent)) AS sent_again
FROM letters
WHERE ({step:String} = '' OR step = {step:String})
  AND ({category:String} = '' OR category = {category:String})
  AND ({arm:String} = '' OR arm = {arm:String})
  AND ({reason:String} = '' OR startsWith(reason, {reason:String}) OR startsWith(reason_kind, {reason:String}))
  AND at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
  AND at <= fromUnixTimestamp64Milli({until:Int64}, 'UTC')
  AND ({resent:String} = '' OR ({resent:String} = 'yes') = resent)
GROUP BY step, category, reason_kind
ORDER BY letters - sent_again DESC, letters DESC, step, category, reason_kind
LIMIT 200
