-- What models claim that is not there, ready for a dashboard; an item counts once, the first stored, and a ratio of
-- nothing is NULL. The columns up to `variant` can be filtered before rows are read; filter at least by one of them.

-- POPE: how often yes is said, and how often where the truth is no. The variant `lmms` takes an answer that is neither
-- for wrong, and leaves it out of all other figures.
CREATE VIEW IF NOT EXISTS hallucination_pope AS
SELECT
  benchmark,
  version,
  model_version,
  arm,
  step,
  evaluation,
  variant,
  category,
  min(first_at) AS at,
  count() AS items,
  countIf(says AND (yes OR no)) / nullIf(countIf(yes OR no), 0) AS yes_ratio,
  countIf(says AND no) / nullIf(countIf(no), 0) AS false_yes_rate,
  countIf(is_correct) / nullIf(count(), 0) AS accuracy,
  2 * countIf(says AND yes) / nullIf(countIf(says AND (yes OR no)) + countIf(yes), 0) AS f1
FROM (
  SELECT
    benchmark,
    version,
    model_version,
    arm,
    step,
    evaluation,
    variant,
    item_id,
    argMin(s.category, s.offset) AS category,
    argMin(s.at, s.offset) AS first_at,
    argMin(s.correct, s.offset) AS is_correct,
    argMin(s.said_yes, s.offset) AS says,
    argMin(s.truth_yes AND NOT (startsWith(s.parser, 'pope-lmms/') AND s.parsed = 'unknown'), s.offset) AS yes,
    argMin(s.truth_no AND NOT (startsWith(s.parser, 'pope-lmms/') AND s.parsed = 'unknown'), s.offset) AS no
  FROM scores AS s
  WHERE match(s.parser, '^(pope-[a-z]+|strict)/')
  GROUP BY benchmark, version, model_version, arm, step, evaluation, variant, item_id
)
GROUP BY benchmark, version, model_version, arm, step, evaluation, variant, category;

-- CHAIR: `chair_s` of captions mention an object that is not there, `chair_i` of mentions are of such an object, and
-- `recall` of the objects that are there are mentioned.
CREATE VIEW IF NOT EXISTS hallucination_chair AS
SELECT
  benchmark,
  version,
  model_version,
  arm,
  step,
  evaluation,
  variant,
  min(first_at) AS at,
  count() AS captions,
  countIf(NOT is_correct) / nullIf(count(), 0) AS chair_s,
  sum(length(arrayFilter(object -> NOT has(present, object), mentions))) / nullIf(sum(length(mentions)), 0) AS chair_i,
  sum(length(arrayIntersect(mentions, present))) / nullIf(sum(length(present)), 0) AS recall
FROM (
  SELECT
    benchmark,
    version,
    model_version,
    arm,
    step,
    evaluation,
    variant,
    item_id,
    argMin(s.at, s.offset) AS first_at,
    argMin(s.correct, s.offset) AS is_correct,
    arrayFilter(object -> object != '', splitByString(', ', argMin(s.parsed, s.offset))) AS mentions,
    arrayDistinct(arrayFilter(object -> object != '', splitByString(', ', argMin(s.truth, s.offset)))) AS present
  FROM scores AS s
  WHERE startsWith(s.parser, 'chair/')
  GROUP BY benchmark, version, model_version, arm, step, evaluation, variant, item_id
)
GROUP BY benchmark, version, model_version, arm, step, evaluation, variant;

-- The same by object. POPE: how often it was asked for where it is not there (`asked_absent`), and how often the answer
-- was yes (`said_yes`). CHAIR: how often captions mention it, and how often where it is not there (`mentioned_absent`).
-- POPE's object stands in the question, some of which say "imange"; a question of another form is of the object ''.
CREATE VIEW IF NOT EXISTS hallucination_objects AS
SELECT
  benchmark,
  version,
  model_version,
  arm,
  step,
  evaluation,
  variant,
  object,
  countIf(asked) AS asked_absent,
  countIf(asked AND claimed) AS said_yes,
  countIf(asked AND claimed) / nullIf(countIf(asked), 0) AS false_yes_rate,
  countIf(NOT asked) AS mentioned,
  countIf(NOT asked AND claimed) AS mentioned_absent,
  countIf(NOT asked AND claimed) / nullIf(countIf(NOT asked), 0) AS mentioned_absent_rate
FROM (
  SELECT
    benchmark,
    version,
    model_version,
    arm,
    step,
    evaluation,
    variant,
    item_id,
    NOT startsWith(argMin(s.parser, s.offset), 'chair/') AS asked,
    argMin(s.said_yes, s.offset) AS says,
    argMin(
      s.truth_no AND NOT (startsWith(s.parser, 'pope-lmms/') AND s.parsed = 'unknown'),
      s.offset
    ) AS counts,
    splitByString(', ', argMin(s.truth, s.offset)) AS present,
    if(
      asked,
      [extract(
        lower(argMin(s.question, s.offset)),
        '^\\s*is there (?:an? |any |some |the )?([^?]*[^?\\s]) in (?:the|this) (?:image|imange|picture|photo)\\s*\\?'
      )],
      arrayFilter(object -> object != '', splitByString(', ', argMin(s.parsed, s.offset)))
    ) AS objects
  FROM scores AS s
  WHERE match(s.parser, '^(pope-[a-z]+|strict|chair)/')
  GROUP BY benchmark, version, model_version, arm, step, evaluation, variant, item_id
)
ARRAY JOIN objects AS object, if(asked, [says], arrayMap(one -> NOT has(present, one), objects)) AS claimed
WHERE NOT asked OR counts
GROUP BY benchmark, version, model_version, arm, step, evaluation, variant, object;
