-- What items count together as, pictures that only their names are known of, and answers that were given elsewhere.

ALTER TABLE scores ADD COLUMN IF NOT EXISTS image_name Nullable(String) AFTER image_sha256;
ALTER TABLE scores ADD COLUMN IF NOT EXISTS group_kinds Array(String) AFTER image_name;
ALTER TABLE scores ADD COLUMN IF NOT EXISTS group_ids Array(String) AFTER group_kinds;
ALTER TABLE scores ADD COLUMN IF NOT EXISTS group_sizes Array(Int32) AFTER group_ids;
ALTER TABLE scores ADD COLUMN IF NOT EXISTS cached Bool AFTER device;

ALTER TABLE progress ADD COLUMN IF NOT EXISTS late Int32 AFTER conflicts;
ALTER TABLE progress ADD COLUMN IF NOT EXISTS closed_at Nullable(DateTime64(3, 'UTC')) AFTER at;

ALTER TABLE train_samples ADD COLUMN IF NOT EXISTS category Nullable(String) AFTER exact_turns;

-- The items of every version, sealed or not; one that was sent again has a second row, so counts are by id.
CREATE TABLE IF NOT EXISTS benchmark_items (
  benchmark LowCardinality(String),
  version String,
  item_id String,
  source_id String,
  category LowCardinality(String),
  question String,
  truth String,
  choices Array(String),
  image_sha256 Nullable(String),
  image_name Nullable(String),
  group_kinds Array(String),
  group_ids Array(String),
  group_sizes Array(Int32),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY (benchmark, version, item_id)
SETTINGS non_replicated_deduplication_window = 100000;

-- What was asked for, one row for each change: the one of the latest round holds.
CREATE TABLE IF NOT EXISTS evaluations (
  evaluation String,
  benchmark LowCardinality(String),
  version String,
  items Int32,
  model_version LowCardinality(String),
  arm LowCardinality(String),
  prompt LowCardinality(String),
  max_tokens Int32,
  temperature Float64,
  asked_batch Int32,
  asked_data_type LowCardinality(String),
  uncached Bool,
  rule LowCardinality(String),
  state LowCardinality(String),
  requester LowCardinality(String),
  round Int32,
  run Nullable(String),
  variants Array(String),
  rescored Nullable(String),
  truth_from_answers Bool,
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY (evaluation, round, offset)
SETTINGS non_replicated_deduplication_window = 100000;

-- How far each group of an evaluation is: the row with most scored items holds.
CREATE TABLE IF NOT EXISTS group_results (
  evaluation String,
  benchmark LowCardinality(String),
  version String,
  model_version LowCardinality(String),
  arm LowCardinality(String),
  category LowCardinality(String),
  kind LowCardinality(String),
  group_id String,
  variant LowCardinality(String),
  parser LowCardinality(String),
  size Int32,
  scored Int32,
  correct Int32,
  state LowCardinality(String),
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY (evaluation, variant, kind, group_id)
SETTINGS non_replicated_deduplication_window = 100000;
