-- Counts by evaluation, variant and category, kept while scores come in.

CREATE TABLE IF NOT EXISTS score_totals (
  benchmark LowCardinality(String),
  version String,
  model_version LowCardinality(String),
  evaluation String,
  variant LowCardinality(String),
  category LowCardinality(String),
  items UInt64,
  correct UInt64,
  truths_yes UInt64,
  truths_no UInt64,
  true_yes UInt64,
  false_yes UInt64
) ENGINE = SummingMergeTree ORDER BY (benchmark, version, model_version, evaluation, variant, category)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS score_totals_of_scores TO score_totals AS
SELECT
  benchmark,
  version,
  model_version,
  evaluation,
  variant,
  category,
  count() AS items,
  countIf(scores.correct) AS correct,
  countIf(truth_yes) AS truths_yes,
  countIf(truth_no) AS truths_no,
  countIf(truth_yes AND said_yes) AS true_yes,
  countIf(truth_no AND said_yes) AS false_yes
FROM scores
GROUP BY benchmark, version, model_version, evaluation, variant, category;

-- Accuracy, yes-ratio and hallucination rate (yes where the truth is no); NULL where nothing was asked that they speak of.
CREATE VIEW IF NOT EXISTS score_measures AS
SELECT
  benchmark,
  version,
  model_version,
  evaluation,
  variant,
  category,
  sum(totals.items) AS items,
  sum(totals.correct) / nullIf(sum(totals.items), 0) AS accuracy,
  (sum(totals.true_yes) + sum(totals.false_yes)) / nullIf(sum(totals.truths_yes) + sum(totals.truths_no), 0) AS yes_ratio,
  sum(totals.false_yes) / nullIf(sum(totals.truths_no), 0) AS hallucination_rate
FROM score_totals AS totals
GROUP BY benchmark, version, model_version, evaluation, variant, category;
