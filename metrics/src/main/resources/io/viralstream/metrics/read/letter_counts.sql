-- Dead letters by step, category and kind of reason, counted by id; what waits most comes first.
SELECT
  letter.step AS step,
  letter.category AS category,
  letter.kind AS reason,
  toInt64(count()) AS letters,
  toInt64(countIf(resend.id != '')) AS resent
FROM (
  SELECT
    d.id AS id,
    any(d.step) AS step,
    argMax(d.category, d.offset) AS category,
    argMax(d.reason_kind, d.offset) AS kind
  FROM dead_letters AS d
  WHERE ({step:String} = '' OR d.step = {step:String})
    AND ({category:String} = '' OR d.category = {category:String})
    AND ({arm:String} = '' OR d.arm = {arm:String})
    AND ({reason:String} = '' OR startsWith(d.reason, {reason:String}) OR startsWith(d.reason_kind, {reason:String}))
    AND d.at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
    AND d.at <= fromUnixTimestamp64Milli({until:Int64}, 'UTC')
  GROUP BY d.id
) AS letter
LEFT JOIN (SELECT DISTINCT s.id AS id FROM resends AS s) AS resend ON resend.id = letter.id
WHERE ({resent:String} = '' OR ({resent:String} = 'yes') = (resend.id != ''))
GROUP BY letter.step, letter.category, letter.kind
ORDER BY letters - resent DESC, letters DESC, step, category, reason
LIMIT 200
