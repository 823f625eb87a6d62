package io.viralstream.journey;

import io.viralstream.schemas.avro.Admitted;
import io.viralstream.schemas.avro.Analysis;
import io.viralstream.schemas.avro.AnalysisFigure;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Decision;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.Finish;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Ran;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.Score;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.Turn;
import java.time.Instant;
import java.util.List;

/// Small records of every kind that step 7 stores.
final class Records {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private Records() {}

  /// A yes/no answer; two items in a row share a picture.
  static Score score(String evaluation, int item, String truth, String said) {
    return score(evaluation, item, truth, said, "generic/1");
  }

  /// @param parser of a variant that has its name
  static Score score(String evaluation, int item, String truth, String said, String parser) {
    return Score.newBuilder()
        .setEvaluation(evaluation)
        .setGroups(List.of())
        .setItemId("scenes@v1/" + item)
        .setBenchmark("scenes")
        .setVersion("v1")
        .setModelVersion("viral-7-abc")
        .setArm("viral")
        .setSourceId(Integer.toString(item))
        .setCategory("existence")
        .setQuestion("Is there a 'red'\tcube?\n\n")
        .setTruth(truth)
        .setVariant(parser.substring(0, parser.indexOf('/')))
        .setParser(parser)
        .setRaw(said)
        .setParsed(said.toLowerCase(java.util.Locale.ROOT))
        .setCorrect(truth.equalsIgnoreCase(said))
        .setImage(new ImageRef("sha" + item / 2, "kafka:images/0/" + item, 100))
        .setPrompt("trained")
        .setDecoding(new Decoding(16, 0.0))
        .setExecution(new Execution(0, "auto", false))
        .setBatch(8)
        .setDataType("float32")
        .setDevice("cpu")
        .setPromptTokens(20)
        .setCompletionTokens(2)
        .setLatencyMillis(12.5)
        .setOrigin(new Origin("answers", 0, (long) item))
        .setAt(AT.plusMillis(item))
        .build();
  }

  /// An answer without purpose, which the score refuses.
  static Answer answerToNobody() {
    return Answer.newBuilder()
        .setId("nobody")
        .setPurpose(Purpose.UNKNOWN)
        .setModelVersion("viral-7-abc")
        .setStatus(AnswerStatus.ANSWERED)
        .setText("yes")
        .setPromptTokens(1)
        .setCompletionTokens(1)
        .setFinish(Finish.STOP)
        .setRan(new Ran(1, "float32", "cpu", false))
        .setQuestion("?")
        .setAskedAt(AT)
        .setAt(AT)
        .setComputeMillis(1)
        .build();
  }

  static Progress progress(String evaluation, int partition, int scored) {
    return Progress.newBuilder()
        .setEvaluation(evaluation)
        .setPartition(partition)
        .setPartitions(2)
        .setBenchmark("scenes")
        .setVersion("v1")
        .setModelVersion("viral-7-abc")
        .setArm("viral")
        .setItems(10)
        .setScored(scored)
        .setFailed(1)
        .setMissing(9 - scored)
        .setConflicts(2)
        .setState(ProgressState.RUNNING)
        .setAt(AT)
        .build();
  }

  static Admitted admitted(String id) {
    Sample sample =
        Sample.newBuilder()
            .setId(id)
            .setTurns(List.of(new Turn("How many?", "3"), new Turn("What colour?", "red")))
            .setImage(new ImageRef("sha", "kafka:images/0/1", 100))
            .setFingerprints(new Fingerprints("text", 42L))
            .build();
    return Admitted.newBuilder()
        .setSample(sample)
        .setFeed("default")
        .setPass(1)
        .setDecision(Decision.TAKEN)
        .setOrigin(new Origin("samples", 0, 5L))
        .setAt(AT)
        .build();
  }

  static TrainStep step(long step, double lm, String... samples) {
    List<SampleResult> results =
        List.of(samples).stream()
            .map(id -> new SampleResult(id, "default", 1, step, lm, -0.25, 3, 2, 1, null))
            .toList();
    return TrainStep.newBuilder()
        .setArm("viral")
        .setStep(step)
        .setLm(lm)
        .setVra(-0.25)
        .setTotal(lm - 0.125)
        .setLambda(0.5)
        .setLearningRate(0.001)
        .setGradientNorm(1)
        .setFirstOffset(step)
        .setNextOffset(step + 1)
        .setGridMismatches(0)
        .setSamples(results)
        .setMillis(5)
        .setAt(AT)
        .build();
  }

  static Checkpoint checkpoint(long step, boolean repeated) {
    return Checkpoint.newBuilder()
        .setModelVersion("viral-" + step + "-abc")
        .setArm("viral")
        .setStep(step)
        .setUri("file:/checkpoints/" + step)
        .setSha256("abc")
        .setNextOffset(step + 1)
        .setOpenEnds(List.of())
        .setCompletedEnds(List.of("end-1"))
        .setSamples(step)
        .setRepeated(repeated)
        .setSettings("{}")
        .setSettingsHash("hash")
        .setAt(AT)
        .build();
  }

  /// What an analysis measured of one item of the model `viral-7-abc`.
  static Analysis analysis(String analysis, String item, AnalysisFigure... figures) {
    return Analysis.newBuilder()
        .setAnalysis(analysis)
        .setModel("viral-7-abc")
        .setModelHash("abc")
        .setData("scenes")
        .setItem(item)
        .setPicture("sha")
        .setQuestion("Is there a red cube?")
        .setAnswer("Yes")
        .setSettings("{\"k\":10}")
        .setFigures(List.of(figures))
        .setAt(AT)
        .build();
  }

  /// `value` at a layer, of all its heads.
  static AnalysisFigure figure(String measure, int layer, double value) {
    return new AnalysisFigure(measure, layer, null, value, null);
  }
}
