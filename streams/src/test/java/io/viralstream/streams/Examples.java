package io.viralstream.streams;

import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.ExampleRecords;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.BenchmarkSeal;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.EndReason;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.Finish;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Ran;
import io.viralstream.schemas.avro.Requester;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.util.List;

/// Small valid records; tests name only what they are about.
public final class Examples {
  public static final String BENCHMARK = "scenes";
  public static final String VERSION = "v1";

  static {
    // Avro builds no record of ours before a serde has named the package as trusted.
    AvroSerde<Evaluation> unused = new TopicSerdes(new LocalSchemaIds()).of(Topics.EVALUATIONS);
  }

  private Examples() {}

  public static Sample sample(String question) {
    var turns = List.of(new Turn(question, "yes"));
    String id = ContentId.sample(turns, "");
    return new Sample(id, null, turns, null, new Fingerprints(id, null), 0, null);
  }

  public static SampleEvent sampleEvent(String feed, int pass, Sample sample) {
    return new SampleEvent(feed, pass, Flow.START, sample, null);
  }

  public static SampleEvent endEvent(String feed, String id) {
    return endEvent(new FeedEnd(id, feed, 0, 4, EndReason.CLIENT, null));
  }

  /// An end that asks for a decay.
  public static SampleEvent endEvent(String feed, String id, long decay) {
    return endEvent(new FeedEnd(id, feed, 0, 4, EndReason.CLIENT, decay));
  }

  private static SampleEvent endEvent(FeedEnd end) {
    return new SampleEvent(end.getFeed(), 1, Flow.START, null, end);
  }

  /// Ids count up in two digits, so that their order is that of their numbers.
  public static String itemId(int number) {
    return "%s@%s/%02d".formatted(BENCHMARK, VERSION, number);
  }

  public static BenchmarkItemEvent item(int number, String truth, String... choices) {
    BenchmarkItem item =
        BenchmarkItem.newBuilder()
            .setId(itemId(number))
            .setSourceId("source-" + number)
            .setCategory("existence")
            .setQuestion("question " + number)
            .setTruth(truth)
            .setChoices(List.of(choices))
            .setFingerprints(new Fingerprints("text", null))
            .build();
    return new BenchmarkItemEvent(BENCHMARK, VERSION, item, null);
  }

  public static BenchmarkItemEvent seal(int items) {
    return new BenchmarkItemEvent(BENCHMARK, VERSION, null, new BenchmarkSeal(0, 1, items));
  }

  public static Evaluation evaluation(String id) {
    return Evaluation.newBuilder()
        .setId(id)
        .setBenchmark(BENCHMARK)
        .setVersion(VERSION)
        .setItems(2)
        .setModelVersion("viral-1-abc")
        .setArm("viral")
        .setPrompt("trained")
        .setDecoding(new Decoding(16, 0.0))
        .setExecution(new Execution(0, "auto", false))
        .setRule(ScoringRule.GENERIC)
        .setState(EvaluationState.ASKED)
        .setRequester(Requester.CLIENT)
        .setRound(0)
        .setAt(Flow.START)
        .build();
  }

  public static Evaluation cancelled(Evaluation evaluation) {
    return Evaluation.newBuilder(evaluation).setState(EvaluationState.CANCELLED).build();
  }

  public static Evaluation superseded(Evaluation evaluation) {
    return Evaluation.newBuilder(evaluation).setState(EvaluationState.SUPERSEDED).build();
  }

  public static Evaluation again(Evaluation evaluation) {
    return Evaluation.newBuilder(evaluation)
        .setState(EvaluationState.ASKED)
        .setRound(evaluation.getRound() + 1)
        .build();
  }

  public static Answer answer(String evaluation, int item, String text) {
    return Answer.newBuilder()
        .setId(itemId(item))
        .setPurpose(Purpose.EVALUATION)
        .setEvaluation(evaluation)
        .setModelVersion("viral-1-abc")
        .setStatus(AnswerStatus.ANSWERED)
        .setText(text)
        .setFailure(null)
        .setPromptTokens(10)
        .setCompletionTokens(1)
        .setFinish(Finish.STOP)
        .setRan(new Ran(8, "float32", "cpu", false))
        .setQuestion("question " + item)
        .setAskedAt(Flow.START)
        .setAt(Flow.START.plusMillis(25))
        .setComputeMillis(3)
        .build();
  }

  public static Answer failed(String evaluation, int item) {
    return Answer.newBuilder(answer(evaluation, item, ""))
        .setStatus(AnswerStatus.FAILED)
        .setFailure("image corrupt")
        .build();
  }

  public static Answer live(String id, String text) {
    return Answer.newBuilder(answer("", 1, text))
        .setId(id)
        .setPurpose(Purpose.ASK)
        .setEvaluation(null)
        .build();
  }

  public static Benchmark benchmark(String name, boolean watched) {
    return new Benchmark(
        name,
        VERSION,
        2,
        watched,
        ScoringRule.GENERIC,
        List.of("existence"),
        Flow.START,
        false,
        null);
  }

  public static Checkpoint checkpoint(String arm, int step) {
    return ExampleRecords.checkpoint(arm, step).setAt(Flow.START).build();
  }

  public static Progress progress(Evaluation evaluation, ProgressState state) {
    return ExampleRecords.progress(evaluation.getId(), 2)
        .setPartitions(1)
        .setBenchmark(evaluation.getBenchmark())
        .setVersion(evaluation.getVersion())
        .setModelVersion(evaluation.getModelVersion())
        .setArm(evaluation.getArm())
        .setScored(2)
        .setMissing(0)
        .setState(state)
        .setAt(Flow.START)
        .build();
  }
}
