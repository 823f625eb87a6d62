-- Items that two evaluations have both scored, by who was right and category; an item counts once, the first stored.
-- Pictures with the same counts in all categories are one kind: rows are as many as kinds and their categories.
SELECT
  hex(sipHash128(toString(parts))) AS kind,
  pictures,
  parser,
  part.1 AS category,
  part.2 AS both,
  part.3 AS only_first,
  part.4 AS only_second,
  part.5 AS neither
FROM (
  SELECT parts, count() AS pictures, min(one_parser) AS parser
  FROM (
    SELECT
      cluster,
      min(some_parser) AS one_parser,
      arraySort(groupArray((category, both, only_first, only_second, neither))) AS parts
    FROM (
      SELECT
        cluster,
        category,
        min(first_parser) AS some_parser,
        countIf(first_correct AND second_correct) AS both,
        countIf(first_correct AND NOT second_correct) AS only_first,
        countIf(NOT first_correct AND second_correct) AS only_second,
        countIf(NOT first_correct AND NOT second_correct) AS neither
      FROM (
        SELECT
          item_id,
          argMinIf(s.parser, s.offset, s.evaluation = {first:String}) AS first_parser,
          argMinIf(s.category, s.offset, s.evaluation = {first:String}) AS category,
          argMinIf(coalesce(s.image_sha256, s.image_name, s.item_id), s.offset, s.evaluation = {first:String}) AS cluster,
          argMinIf(s.correct, s.offset, s.evaluation = {first:String}) AS first_correct,
          argMinIf(s.correct, s.offset, s.evaluation = {second:String}) AS second_correct
        FROM scores AS s
        WHERE s.evaluation IN ({first:String}, {second:String}) AND s.variant = {variant:String}
        GROUP BY item_id
        HAVING countIf(s.evaluation = {first:String}) > 0 AND countIf(s.evaluation = {second:String}) > 0
      )
      GROUP BY cluster, category
    )
    GROUP BY cluster
  )
  GROUP BY parts
)
ARRAY JOIN parts AS part
ORDER BY kind, category
-- Beyond this, sums wait on disk: a million items need more than the embedded engine gives a query.
SETTINGS max_bytes_before_external_group_by = 67108864
