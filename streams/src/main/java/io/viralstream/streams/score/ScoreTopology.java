package io.viralstream.streams.score;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.StreamsSettings;
import io.viralstream.streams.flow.TopologyBuilder;
import org.apache.kafka.streams.Topology;

/// Step 5 of the journey: answers are scored against their truth, live ones passed on once.
///
/// ```
/// benchmark-items ─► learn-truth ─────┐
/// evaluations ─────► learn-evaluation ┼──► scores, group-scores, progress, dead-letters
///                      └──────────────┼──► infer-tasks, asked again
/// answers ─────────► mark ────────────┘
///                      └─────────────────► asked
/// ```
///
/// All three topics have the same partitions, and an evaluation is in every one: what belongs
/// together meets in one task, whatever comes last.
public final class ScoreTopology {
  // Names of steps are part of what is kept and measured: they stay as they are.
  private static final String TRUTH = "learn-truth";
  private static final String EVALUATION = "learn-evaluation";
  private static final String SCORE = "mark";

  private ScoreTopology() {}

  public static Topology of(TopicSerdes serdes, StreamsSettings settings) {
    AvroSerde<Answer> answers = serdes.of(Topics.ANSWERS);
    var builder = new TopologyBuilder(serdes);
    builder
        .step(TRUTH, Topics.BENCHMARK_ITEMS, () -> new ItemStep(answers))
        .step(EVALUATION, Topics.EVALUATIONS, () -> new EvaluationStep(serdes, settings))
        .step(
            SCORE,
            Topics.ANSWERS,
            () -> new AnswerStep(answers, settings.turn(), settings.answerWait()));
    AnswerScoring.addStores(builder, TRUTH, EVALUATION, SCORE);
    PendingAnswers.addStores(builder, TRUTH, EVALUATION, SCORE);
    MissingAnswers.addStores(builder, EVALUATION);
    AskedOnce.addStores(builder, SCORE);
    return builder
        .sink(Topics.SCORES, TRUTH, EVALUATION, SCORE)
        .sink(Topics.GROUP_SCORES, TRUTH, EVALUATION, SCORE)
        .sink(Topics.PROGRESS, TRUTH, EVALUATION, SCORE)
        .sink(Topics.DEAD_LETTERS, TRUTH, EVALUATION, SCORE)
        .sink(Topics.ASKED, SCORE)
        .sink(Topics.INFER_TASKS, EVALUATION)
        .topology();
  }
}
