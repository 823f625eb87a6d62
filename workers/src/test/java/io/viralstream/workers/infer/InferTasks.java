package io.viralstream.workers.infer;

import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Purpose;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tasks as the gateway and route write them.
final class InferTasks {
  private InferTasks() {}

  static InferTask.Builder text(String question) {
    return InferTask.newBuilder()
        .setId("task")
        .setPurpose(Purpose.ASK)
        .setModelVersion("arm-0-0")
        .setQuestion(question)
        .setPrompt("trained")
        .setDecoding(decoding(4, 0))
        .setExecution(new Execution(0, "auto", false))
        .setAttempt(0)
        .setAt(Instant.EPOCH);
  }

  static InferTask.Builder about(ImageRef image, String question) {
    return text(question).setImage(image);
  }

  static Decoding decoding(int maxTokens, double temperature) {
    return new Decoding(maxTokens, temperature);
  }

  static PreparedQuestion prepared(InferTask task, Optional<HashedPicture> picture) {
    return new PreparedQuestion(DeliveriesTest.record(0, 1), task, picture);
  }

  /// One reply for each question, in their order.
  static List<Reply> answered(
      Answerer answerer, Checkpoint version, List<PreparedQuestion> questions) throws IOException {
    AnswerWork work = AnswerWork.of(version, questions, AnswerWork.Batching.ALONE);
    answerer.answer(work, Optional::empty);
    return work.replies().join();
  }

  static Checkpoint.Builder checkpoint(String version) {
    return Checkpoint.newBuilder()
        .setModelVersion(version)
        .setArm("arm")
        .setStep(0)
        .setUri("file:///nowhere")
        .setSha256("0".repeat(64))
        .setNextOffset(0)
        .setOpenEnds(List.of())
        .setCompletedEnds(List.of())
        .setSamples(0)
        .setRepeated(false)
        .setSettings("")
        .setSettingsHash("")
        .setAt(Instant.EPOCH);
  }
}
