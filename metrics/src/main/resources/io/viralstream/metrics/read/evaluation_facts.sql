-- What a page shows of an evaluation beside its figures: unread answers by variant, and a hash of what was scored.
-- The hash is the SHA-256 over item, raw, parsed and correct of each item in the order of the items, each text behind its
-- length in bytes and a colon.
SELECT
  variant,
  any(first_parser) AS parser,
  countIf(parsed = 'unknown') AS unread,
  lower(hex(SHA256(arrayStringConcat(arraySort(groupArray(row)))))) AS hash
FROM (
  SELECT
    variant,
    item_id,
    argMin(s.parser, s.offset) AS first_parser,
    argMin(s.parsed, s.offset) AS parsed,
    argMin(
      concat(
        toString(length(s.item_id)), ':', s.item_id,
        toString(length(s.raw)), ':', s.raw,
        toString(length(s.parsed)), ':', s.parsed,
        s.correct ? '1' : '0'
      ),
      s.offset
    ) AS row
  FROM scores AS s
  WHERE s.evaluation = {evaluation:String}
  GROUP BY variant, item_id
)
GROUP BY variant
ORDER BY variant
