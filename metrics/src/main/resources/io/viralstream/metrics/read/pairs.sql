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
        a.cluster AS cluster,
        a.category AS category,
        min(a.first_parser) AS some_parser,
        countIf(a.correct AND b.correct) AS both,
        countIf(a.correct AND NOT b.correct) AS only_first,
        countIf(NOT a.correct AND b.correct) AS only_second,
        countIf(NOT a.correct AND NOT b.correct) AS neither
      FROM (
        SELECT
          item_id,
          argMin(s.parser, s.offset) AS first_parser,
          argMin(s.category, s.offset) AS category,
          argMin(ifNull(s.image_sha256, s.item_id), s.offset) AS cluster,
          argMin(s.correct, s.offset) AS correct
        FROM scores AS s
        WHERE s.evaluation = {first:String} AND s.variant = {variant:String}
        GROUP BY item_id
      ) AS a
      INNER JOIN (
        SELECT item_id, argMin(s.correct, s.offset) AS correct
        FROM scores AS s
        WHERE s.evaluation = {second:String} AND s.variant = {variant:String}
        GROUP BY item_id
      ) AS b ON a.item_id = b.item_id
      GROUP BY cluster, category
    )
    GROUP BY cluster
  )
  GROUP BY parts
)
ARRAY JOIN parts AS part
ORDER BY kind, category
