package io.viralstream.journey;

import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.BenchmarkSeal;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.Finish;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Ran;
import io.viralstream.schemas.avro.Requester;
import io.viralstream.schemas.avro.ScoringRule;
import java.time.Instant;
import java.util.List;

/// One evaluation of twelve questions in two partitions. A predecessor took in the first six
/// answers; today's code takes in the others.
final class HalfDone {
  static final String EVALUATION = "e".repeat(64);
  static final int PARTITIONS = 2;
  static final int ITEMS = 12;

  private HalfDone() {}

  static String id(int item) {
    return "upgrade@v1/" + Integer.toHexString(item).repeat(64);
  }

  static int partition(int item) {
    return item % PARTITIONS;
  }

  static BenchmarkItemEvent item(int item) {
    BenchmarkItem content =
        BenchmarkItem.newBuilder()
            .setId(id(item))
            .setSourceId(Integer.toString(item))
            .setCategory("all")
            .setQuestion("Is there a dog?")
            .setTruth("yes")
            .setChoices(List.of())
            .setFingerprints(new Fingerprints("text", null))
            .setGroups(List.of())
            .build();
    return new BenchmarkItemEvent("upgrade", "v1", content, null);
  }

  static BenchmarkItemEvent seal(int partition) {
    var seal = new BenchmarkSeal(partition, PARTITIONS, ITEMS / PARTITIONS);
    return new BenchmarkItemEvent("upgrade", "v1", null, seal);
  }

  static Evaluation evaluation() {
    return Evaluation.newBuilder()
        .setId(EVALUATION)
        .setBenchmark("upgrade")
        .setVersion("v1")
        .setItems(ITEMS)
        .setModelVersion("baseline-0-abc")
        .setArm("baseline")
        .setPrompt("trained")
        .setDecoding(new Decoding(16, 0.0))
        .setExecution(new Execution(0, "auto", false))
        .setRule(ScoringRule.POPE)
        .setState(EvaluationState.ASKED)
        .setRequester(Requester.CLIENT)
        .setAt(Instant.now())
        .build();
  }

  static Answer answer(int item) {
    return Answer.newBuilder()
        .setId(id(item))
        .setPurpose(Purpose.EVALUATION)
        .setEvaluation(EVALUATION)
        .setModelVersion("baseline-0-abc")
        .setStatus(AnswerStatus.ANSWERED)
        .setText("Yes")
        .setPromptTokens(1)
        .setCompletionTokens(1)
        .setFinish(Finish.STOP)
        .setRan(new Ran(1, "float32", "cpu", false))
        .setQuestion("Is there a dog?")
        .setAskedAt(Instant.now())
        .setAt(Instant.now())
        .setComputeMillis(1)
        .build();
  }
}
