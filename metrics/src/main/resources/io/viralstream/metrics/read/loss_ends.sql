-- Mean losses over the first and the last tenth of an arm's steps (at least one step each).
WITH (SELECT count() FROM train_steps WHERE arm = {arm:String}) AS steps,
     greatest(1, intDiv(steps, 10)) AS tenth
SELECT
  toInt64(count()) AS counted,
  avgIf(s.lm, place <= tenth) AS first_lm,
  avgIf(s.lm, place > steps - tenth) AS last_lm,
  avgIf(s.vra, place <= tenth) AS first_vra,
  avgIf(s.vra, place > steps - tenth) AS last_vra
FROM (
  SELECT lm, vra, row_number() OVER (ORDER BY step) AS place FROM train_steps WHERE arm = {arm:String}
) AS s
