-- Dead letters as people count them: one row an id, with what became of it. A letter that happened again says what it said last.

CREATE VIEW IF NOT EXISTS letters AS
SELECT
  letter.id AS id,
  letter.step AS step,
  letter.arm AS arm,
  letter.category AS category,
  letter.reason AS reason,
  letter.reason_kind AS reason_kind,
  letter.origin_topic AS origin_topic,
  toInt64(letter.origin_partition) AS origin_partition,
  letter.origin_offset AS origin_offset,
  toInt64(letter.value_bytes) AS value_bytes,
  letter.at AS at,
  toUnixTimestamp64Milli(letter.at) AS at_millis,
  letter.letter_topic AS letter_topic,
  toInt64(letter.letter_partition) AS letter_partition,
  letter.letter_offset AS letter_offset,
  resend.id != '' AS resent,
  resend.became_topic AS became_topic,
  toInt64(resend.became_partition) AS became_partition,
  resend.became_offset AS became_offset,
  if(resend.id = '', NULL, resend.at) AS resent_at,
  if(resend.id = '', NULL, toUnixTimestamp64Milli(resend.at)) AS resent_at_millis
FROM (
  SELECT
    d.id AS id,
    any(d.step) AS step,
    any(d.arm) AS arm,
    argMax(d.category, d.offset) AS category,
    argMax(d.reason, d.offset) AS reason,
    argMax(d.reason_kind, d.offset) AS reason_kind,
    any(d.origin_topic) AS origin_topic,
    any(d.origin_partition) AS origin_partition,
    any(d.origin_offset) AS origin_offset,
    argMax(d.value_bytes, d.offset) AS value_bytes,
    min(d.at) AS at,
    any(d.topic) AS letter_topic,
    any(d.partition) AS letter_partition,
    max(d.offset) AS letter_offset
  FROM dead_letters AS d
  GROUP BY d.id
) AS letter
LEFT JOIN (
  SELECT
    s.id AS id,
    argMin(s.became_topic, s.offset) AS became_topic,
    argMin(s.became_partition, s.offset) AS became_partition,
    argMin(s.became_offset, s.offset) AS became_offset,
    min(s.at) AS at
  FROM resends AS s
  GROUP BY s.id
) AS resend ON resend.id = letter.id;
