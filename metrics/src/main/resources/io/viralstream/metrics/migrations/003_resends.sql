-- Dead letters that were sent again: one row an id, and which record each became.

CREATE TABLE IF NOT EXISTS resends (
  id String,
  became_topic LowCardinality(String),
  became_partition Int32,
  became_offset Int64,
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY id
SETTINGS non_replicated_deduplication_window = 10000;

-- Reasons that differ only in the numbers and hashes that they name are one: `image: kafka:images/#/# is not there`.
ALTER TABLE dead_letters
  ADD COLUMN IF NOT EXISTS reason_kind String
  MATERIALIZED leftUTF8(replaceRegexpAll(replaceRegexpAll(reason, '[0-9a-f]{12,}', '#'), '[0-9]+', '#'), 160);
