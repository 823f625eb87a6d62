package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.Openers;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.schemas.BatchLimit;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which answers are remembered, and that a remembered one is what would have been computed.
class AnswerFolderTest {
  private static final Execution USUAL = new Execution(0, "auto", false);

  private final Torch torch = Torch.open(TorchSettings.cpu(1));

  @TempDir Path folder;
  private Path kept;
  private Checkpoint checkpoint;

  @BeforeEach
  void write() throws IOException {
    checkpoint = version("arm-0-0", directory("model", 3), "model");
    kept = folder.resolve("answers");
  }

  @AfterEach
  void close() {
    torch.close();
  }

  @Test
  void answersTheSameQuestionOfALaterProcessWithTheSameWords() throws IOException {
    Reply.Said first = said(item("How many?", 1));
    Reply.Said again = said(item("How many?", 1));
    assertEquals(Reply.Said.Source.COMPUTED, first.source());
    assertEquals(
        Reply.Said.remembered(
            first.text(),
            first.promptTokens(),
            first.completionTokens(),
            first.finish(),
            first.batch()),
        again);
  }

  @Test
  void remembersByModelQuestionPictureAndLimit() throws IOException {
    said(item("How many?", 1));
    assertComputed(said(item("How much?", 1)));
    assertComputed(said(item("How many?", 2)));
    assertComputed(
        said(prepared(task("How many?").setDecoding(InferTasks.decoding(5, 0)).build(), 1)));
    Checkpoint other = version("arm-0-0", directory("other", 4), "other");
    assertComputed(said(other, item("How many?", 1)));
  }

  @Test
  void knowsTheSameFilesUnderAnotherVersionsName() throws IOException {
    said(item("How many?", 1));
    Checkpoint renamed = Checkpoint.newBuilder(checkpoint).setModelVersion("served").build();
    assertEquals(Reply.Said.Source.REMEMBERED, said(renamed, item("How many?", 1)).source());
  }

  @Test
  void neitherReadsNorWritesForATaskThatPassesItBy() throws IOException {
    PreparedQuestion uncached =
        prepared(task("How many?").setExecution(new Execution(0, "auto", true)).build(), 1);
    assertComputed(said(uncached));
    assertEquals(0, entries());
    said(item("How many?", 1));
    assertComputed(said(uncached));
  }

  @Test
  void remembersNoLiveQuestion() throws IOException {
    said(prepared(task("How many?").setPurpose(Purpose.ASK).build(), 1));
    assertEquals(0, entries());
  }

  @Test
  void computesAgainWhatIsTorn() throws IOException {
    Reply.Said first = said(item("How many?", 1));
    try (Stream<Path> files = Files.list(kept)) {
      Path file = files.findFirst().orElseThrow();
      Files.write(file, new byte[(int) Files.size(file)]);
    }
    Reply.Said again = said(item("How many?", 1));
    assertComputed(again);
    assertEquals(first.text(), again.text());
    assertEquals(Reply.Said.Source.REMEMBERED, said(item("How many?", 1)).source());
  }

  @Test
  void answersAlikeWhateverBatchIsAskedFor() throws IOException {
    List<String> texts = texts(16);
    for (int batch : new int[] {1, 2, 8}) assertEquals(texts, texts(batch));
  }

  @Test
  void tellsWhatReallyRanTogether() throws IOException {
    for (int batch : new int[] {1, 2, 8, 16}) {
      Reply first = answered(checkpoint, many(batch)).getFirst();
      assertEquals(batch, assertInstanceOf(Reply.Said.class, first).batch());
    }
  }

  @Test
  void runsAsManyTogetherAsAnEvaluationMayAskFor() {
    assertEquals(BatchLimit.MOST, BatchSettings.defaults().most());
  }

  private List<String> texts(int batch) throws IOException {
    return answered(checkpoint, many(batch)).stream()
        .map(reply -> assertInstanceOf(Reply.Said.class, reply).text())
        .toList();
  }

  private static List<PreparedQuestion> many(int batch) {
    return Stream.iterate(0, i -> i + 1)
        .limit(20)
        .map(i ->
            prepared(
                task("How " + "?".repeat(i % 7))
                    .setExecution(new Execution(batch, "auto", true))
                    .build(),
                i % 5))
        .toList();
  }

  private static void assertComputed(Reply.Said said) {
    assertEquals(Reply.Said.Source.COMPUTED, said.source());
  }

  private long entries() throws IOException {
    try (Stream<Path> files = Files.list(kept)) {
      return files.count();
    }
  }

  private Reply.Said said(PreparedQuestion question) throws IOException {
    return said(checkpoint, question);
  }

  private Reply.Said said(Checkpoint version, PreparedQuestion question) throws IOException {
    return assertInstanceOf(Reply.Said.class, answered(version, List.of(question)).getFirst());
  }

  /// Of a process of its own: nothing is loaded, nothing on the heap.
  private List<Reply> answered(Checkpoint version, List<PreparedQuestion> questions)
      throws IOException {
    try (ModelAnswerer answerer =
        new ModelAnswerer(
            Openers.of(torch),
            new ModelAnswerer.Limits(1, 1, 1 << 26),
            new FeatureCache(0),
            Optional.of(AnswerFolder.at(kept, 1 << 20, InstantSource.system())),
            InstantSource.system())) {
      return InferTasks.answered(answerer, version, questions);
    }
  }

  private ModelDirectory directory(String name, int seed) throws IOException {
    return TinyModelDirectory.write(torch, Files.createDirectory(folder.resolve(name)), seed);
  }

  private static PreparedQuestion item(String question, int picture) {
    return prepared(task(question).build(), picture);
  }

  private static InferTask.Builder task(String question) {
    return InferTasks.text(question).setPurpose(Purpose.EVALUATION).setExecution(USUAL);
  }

  private static PreparedQuestion prepared(InferTask task, int picture) {
    byte[] rgb = new byte[10 * 7 * 3];
    new Random(picture).nextBytes(rgb);
    return InferTasks.prepared(
        task, Optional.of(new HashedPicture.Whole("sha" + picture, new Picture(10, 7, rgb))));
  }

  private Checkpoint version(String name, ModelDirectory directory, String path)
      throws IOException {
    return InferTasks.checkpoint(name)
        .setUri("file://" + folder.resolve(path))
        .setSha256(directory.sha256())
        .build();
  }
}
