-- Dead letters that a filter lets pass, newest first, behind the last one of the page before.
SELECT *
FROM letters
WHERE ({step:String} = '' OR step = {step:String})
  AND ({category:String} = '' OR category = {category:String})
  AND ({arm:String} = '' OR arm = {arm:String})
  AND ({reason:String} = '' OR startsWith(reason, {reason:String}) OR startsWith(reason_kind, {reason:String}))
  AND at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
  AND at <= fromUnixTimestamp64Milli({until:Int64}, 'UTC')
  AND ({resent:String} = '' OR ({resent:String} = 'yes') = resent)
  AND ({mark:String} = '' OR (at_millis, id) < ({mark_at:Int64}, {mark:String}))
ORDER BY at_millis DESC, id DESC
LIMIT {limit:UInt32}
