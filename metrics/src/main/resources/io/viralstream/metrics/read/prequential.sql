-- Curves of what was measured before each update, by feed and by category, in the order of tasks; an empty filter
-- lets all pass. A curve of `samples` samples has `kept` points: point k stands at its sample ⌈k · samples / kept⌉ and
-- ends the k-th stretch. Sums up to a sample are decimals, so that the difference of two of them is exact. Of the
-- fading sums each row has the share of its own stretch, x · fading^(end − place); the reader carries on what was
-- before. `exact` is averaged over samples, each with the share of its turns that were guessed to the letter.
WITH asked AS (
  SELECT
    arrayJoin(['feed', 'category']) AS kind,
    if(kind = 'feed', toString(feed), category) AS name,
    task_offset,
    pass,
    step,
    exact_turns / turns AS exact,
    lm
  FROM train_samples
  WHERE arm = {arm:String}
    AND turns > 0
    AND task_offset BETWEEN {first:Int64} AND {last:Int64}
    AND ({feed:String} = '' OR feed = {feed:String})
    AND ({category:String} = '' OR category = {category:String})
)
SELECT
  kind,
  name,
  samples,
  curve,
  curves,
  end,
  argMax(s.task_offset, place) AS task_offset,
  argMax(s.step, place) AS step,
  argMax(s.window_exact, place) AS window_exact,
  argMax(s.window_lm, place) AS window_lm,
  sum(pow({fading:Float64}, end - place)) AS fading_weight,
  sum(pow({fading:Float64}, end - place) * exact) AS fading_exact,
  sum(pow({fading:Float64}, end - place) * lm) AS fading_lm
FROM (
  SELECT
    *,
    least(samples, {points:Int64}) AS kept,
    intDiv(intDiv((place - 1) * kept, samples) * samples + samples + kept - 1, kept) AS end,
    least(place, {window:Int64}) AS wide,
    toFloat64(exact_sum - lagInFrame(exact_sum, {window:UInt32}, toDecimal128(0, 18)) OVER in_order) / wide
      AS window_exact,
    toFloat64(lm_sum - lagInFrame(lm_sum, {window:UInt32}, toDecimal128(0, 18)) OVER in_order) / wide AS window_lm
  FROM (
    SELECT
      *,
      toInt64(row_number() OVER in_order) AS place,
      sum(toDecimal128(exact, 18)) OVER in_order AS exact_sum,
      sum(toDecimal128(lm, 18)) OVER in_order AS lm_sum
    FROM (
      SELECT
        toLowCardinality(c.kind) AS kind,
        toLowCardinality(assumeNotNull(c.name)) AS name,
        c.samples AS samples,
        c.curve AS curve,
        c.curves AS curves,
        a.task_offset AS task_offset,
        a.pass AS pass,
        a.step AS step,
        a.exact AS exact,
        a.lm AS lm
      FROM asked AS a
      INNER JOIN (
        SELECT
          kind,
          name,
          toInt64(count()) AS samples,
          toInt64(row_number() OVER (ORDER BY count() DESC, kind DESC, name)) AS curve,
          toInt64(count() OVER ()) AS curves
        FROM asked
        WHERE name IS NOT NULL
        GROUP BY kind, name
        ORDER BY curve
        LIMIT {most_curves:UInt32}
      ) AS c ON c.kind = a.kind AND c.name = a.name
    )
    WINDOW in_order AS (
      PARTITION BY curve ORDER BY task_offset, pass, step ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
  )
  WINDOW in_order AS (
    PARTITION BY curve ORDER BY task_offset, pass, step ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  )
) AS s
GROUP BY kind, name, samples, curve, curves, end
ORDER BY kind DESC, name, end
