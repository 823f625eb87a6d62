-- What analyses measured of models. An item that was sent again has other rows with a later offset; merges drop the
-- earlier ones at some time, so that whoever reads takes the row of the last offset.

CREATE TABLE IF NOT EXISTS analysis_items (
  analysis LowCardinality(String),
  model LowCardinality(String),
  model_hash LowCardinality(String),
  data LowCardinality(String),
  settings LowCardinality(String),
  item String,
  image_sha256 Nullable(String),
  question String,
  answer Nullable(String),
  figures Int32,
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(offset) ORDER BY (analysis, item)
SETTINGS non_replicated_deduplication_window = 100000;

-- One row for each figure. A layer or a head of -1 is none: a key has no NULL.
CREATE TABLE IF NOT EXISTS analyses (
  analysis LowCardinality(String),
  model LowCardinality(String),
  data LowCardinality(String),
  item String,
  measure LowCardinality(String),
  layer Int32,
  head Int32,
  value Nullable(Float64),
  reason LowCardinality(Nullable(String)),
  at DateTime64(3, 'UTC'),
  topic LowCardinality(String),
  partition Int32,
  offset Int64,
  stored_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(offset) ORDER BY (analysis, item, measure, layer, head, model, data)
SETTINGS non_replicated_deduplication_window = 100000;

-- One row for each measure of an item at a layer and a head, which are NULL where it is of none. All columns but `value`,
-- `reason` and `at` can be filtered before rows are read. A query of millions of figures takes little memory under
-- `SETTINGS optimize_aggregation_in_order = 1`: the table has the order of what is gathered.
CREATE VIEW IF NOT EXISTS analysis_figures AS
SELECT
  analysis,
  model,
  data,
  item,
  measure,
  nullIf(layer_key, -1) AS layer,
  nullIf(head_key, -1) AS head,
  newest.1 AS value,
  newest.2 AS reason,
  newest.3 AS at
FROM (
  SELECT
    a.analysis AS analysis,
    a.item AS item,
    a.measure AS measure,
    a.layer AS layer_key,
    a.head AS head_key,
    a.model AS model,
    a.data AS data,
    argMax((a.value, a.reason, a.at), a.offset) AS newest
  FROM analyses AS a
  GROUP BY a.analysis, a.item, a.measure, a.layer, a.head, a.model, a.data
);
