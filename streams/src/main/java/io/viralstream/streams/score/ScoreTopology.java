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
/// evaluations ─────► learn-evaluation ┼──► scores, progress, dead-letters
///                      └──────────────┼──► infer-tasks, asked again
/// answers ─────────► mark ────────────┘
///                      └─────────────────► asked
/// ```
///
/// All three topics have the same partitions, and an evaluation is in every one: what belongs
/// together meets in one task, whatever comes last.
public final class ScoreTopology {
  private static final String TRUTH = "learn-truth";
  private static final String EVALUATION = "learn-evaluation";
  private static final String MARK = "mark";

  private ScoreTopology() {}

  public static Topology of(TopicSerdes serdes, StreamsSettings settings) {
    AvroSerde<Answer> answers = serdes.of(Topics.ANSWERS);
    var builder = new TopologyBuilder(serdes);
    builder
        .step(TRUTH, Topics.BENCHMARK_ITEMS, () -> new ItemStep(answers))
        .step(EVALUATION, Topics.EVALUATIONS, () -> new EvaluationStep(serdes, settings))
        .step(
            MARK,
            Topics.ANSWERS,
            () -> new AnswerStep(answers, settings.turn(), settings.answerWait()));
    AnswerScoring.wire(builder, TRUTH, EVALUATION, MARK);
    PendingAnswers.wire(builder, TRUTH, EVALUATION, MARK);
    MissingAnswers.wire(builder, EVALUATION);
    AskedOnce.wire(builder, MARK);
    return builder
        .sink(Topics.SCORES, TRUTH, EVALUATION, MARK)
        .sink(Topics.PROGRESS, TRUTH, EVALUATION, MARK)
        .sink(Topics.DEAD_LETTERS, TRUTH, EVALUATION, MARK)
        .sink(Topics.ASKED, MARK)
        .sink(Topics.INFER_TASKS, EVALUATION)
        .topology();
  }
}
