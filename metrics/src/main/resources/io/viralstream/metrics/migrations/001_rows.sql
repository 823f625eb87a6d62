-- Immutable rows: one table a topic, and each row says which Kafka record it is (topic, partition, offset).
-- A batch that is sent again under its token is dropped as long as its block is among the last 10,000.

CREATE TABLE IF NOT EXISTS samples (
  id String,
  client_id Nullable(String),
  feed LowCardinality(String),
  pass Int32,
  decision LowCardinality(String),
  reason Nullable(String),
  questions Array(String),
  answers Array(String),
  image_sha256 Nullable(String),
  image_uri Nullable(String),
  text_fingerprint String,
  picture_fingerprint Nullable(Int64),
  origin_topic LowCardinality(String),
  origin_partition Int32,
  origin_offset Int64,
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY (id, feed, pass)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS train_steps (
  arm LowCardinality(String),
  step Int64,
  lm Float64,
  vra Nullable(Float64),
  total Float64,
  lambda Float64,
  learning_rate Float64,
  gradient_norm Float64,
  first_offset Int64,
  next_offset Int64,
  grid_mismatches Int32,
  samples Int32,
  millis Float64,
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY (arm, step)
SETTINGS non_replicated_deduplication_window = 10000;

-- The part of each sample in a step: losses and prequential result before the update.
CREATE TABLE IF NOT EXISTS train_samples (
  sample_id String,
  arm LowCardinality(String),
  step Int64,
  feed LowCardinality(String),
  pass Int32,
  task_offset Int64,
  lm Float64,
  vra Nullable(Float64),
  answer_tokens Int32,
  turns Int32,
  exact_turns Int32,
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY (sample_id, arm, step)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS checkpoints (
  model_version String,
  arm LowCardinality(String),
  step Int64,
  uri String,
  sha256 String,
  parent Nullable(String),
  next_offset Int64,
  samples Int64,
  completed_ends Array(String),
  settings String,
  settings_hash String,
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY (arm, step, model_version)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS scores (
  evaluation String,
  item_id String,
  benchmark LowCardinality(String),
  version String,
  model_version LowCardinality(String),
  arm LowCardinality(String),
  step Nullable(Int64),
  source_id String,
  category LowCardinality(String),
  item_group Nullable(String),
  question String,
  truth String,
  variant LowCardinality(String),
  parser LowCardinality(String),
  raw String,
  parsed String,
  correct Bool,
  image_sha256 Nullable(String),
  prompt LowCardinality(String),
  max_tokens Int32,
  temperature Float64,
  asked_batch Int32,
  asked_data_type LowCardinality(String),
  batch Int32,
  data_type LowCardinality(String),
  device LowCardinality(String),
  prompt_tokens Int32,
  completion_tokens Int32,
  latency_ms Float64,
  origin_topic LowCardinality(String),
  origin_partition Int32,
  origin_offset Int64,
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3),
  -- A yes/no question is told by its truth; the answer is what the parser made of it.
  truth_yes Bool MATERIALIZED match(truth, '^(?i)\\s*yes[\\s.,!?;:]*$'),
  truth_no Bool MATERIALIZED match(truth, '^(?i)\\s*no[\\s.,!?;:]*$'),
  said_yes Bool MATERIALIZED lower(parsed) = 'yes'
) ENGINE = MergeTree ORDER BY (evaluation, variant, category, item_id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS progress (
  evaluation String,
  item_partition Int32,
  item_partitions Int32,
  benchmark LowCardinality(String),
  version String,
  model_version LowCardinality(String),
  arm LowCardinality(String),
  items Int32,
  scored Int32,
  failed Int32,
  missing Int32,
  conflicts Int32,
  round Int32,
  state LowCardinality(String),
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY (evaluation, item_partition, offset)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS asked (
  id String,
  model_version LowCardinality(String),
  question String,
  image_sha256 Nullable(String),
  answer String,
  failure Nullable(String),
  prompt_tokens Int32,
  completion_tokens Int32,
  latency_ms Float64,
  origin_topic LowCardinality(String),
  origin_partition Int32,
  origin_offset Int64,
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY (at, id)
SETTINGS non_replicated_deduplication_window = 10000;

-- The original bytes stay in the topic, where they can be sent again from; here is only their size.
CREATE TABLE IF NOT EXISTS dead_letters (
  id String,
  step LowCardinality(String),
  arm Nullable(String),
  category LowCardinality(String),
  reason String,
  origin_topic LowCardinality(String),
  origin_partition Int32,
  origin_offset Int64,
  value_bytes Int32,
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY (step, category, id)
SETTINGS non_replicated_deduplication_window = 10000;
