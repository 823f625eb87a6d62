package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.Openers;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.model.KeyValueRows;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.published.Golden;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.schemas.avro.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Generation beside another engine: on a machine with a card they would be on two devices.
class TwoEnginesTest {
  private final Torch mine = Torch.open(TorchSettings.cpu(1));
  private final Torch other = Torch.open(TorchSettings.cpu(1));
  private final ModelAnswerer here = answerer(mine);
  private final ModelAnswerer there = answerer(other);

  @TempDir Path folder;

  private static ModelAnswerer answerer(Torch torch) {
    return new ModelAnswerer(
        Openers.of(torch),
        new ModelAnswerer.Limits(1, 1, 1 << 20),
        new FeatureCache(4_000),
        InstantSource.system());
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
    mine.close();
    other.close();
  }

  @Test
  void answersWithAModelOfOursBesideTheOther() throws IOException {
    String sha = TinyModelDirectory.write(mine, folder, 3).sha256();
    answersAlike(
        InferTasks.checkpoint("arm-0-0").setUri("file://" + folder).setSha256(sha).build());
  }

  @Test
  void answersWithAPublishedModelBesideTheOther() throws IOException {
    for (String name : List.of("llava-vicuna-clip", "llava-qwen-siglip"))
      answersAlike(Publication.describe("tiny", Golden.of(name).directory(), Clock.systemUTC()));
  }

  /// The other answers the whole of it between any two tokens.
  private void answersAlike(Checkpoint version) throws IOException {
    List<PreparedQuestion> questions = List.of(about(1), about(2), text());
    List<String> alone = texts(InferTasks.answered(there, version, questions));
    List<List<String>> meanwhile = new ArrayList<>();
    AnswerWork work = AnswerWork.of(version, questions, AnswerWork.Batching.SHARED);
    here.answer(
        work,
        () -> {
          meanwhile.add(texts(answered(version, questions)));
          return Optional.empty();
        });
    assertEquals(alone, texts(work.replies().join()));
    assertTrue(!meanwhile.isEmpty());
    meanwhile.forEach(each -> assertEquals(alone, each));
  }

  private List<Reply> answered(Checkpoint version, List<PreparedQuestion> questions) {
    try {
      return InferTasks.answered(there, version, questions);
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Test
  void refusesKeysAndValuesOfTheOther() throws IOException {
    TinyModelDirectory.write(mine, folder, 3);
    try (LoadedModel model = LoadedModel.open(mine, folder, ServingOptions.published());
        KeyValueRows memory = new KeyValueRows(other, model.model().language().settings(), 1, 8);
        Scope scope = mine.inference()) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  model
                      .model()
                      .language()
                      .next(
                          mine.of(new float[16], 1, 1, 16),
                          mine.of(new int[1], 1),
                          memory,
                          8,
                          mine.of(new boolean[8], 1, 1, 1, 8)));
      assertTrue(
          String.valueOf(refused.getMessage()).endsWith("belongs to another engine, on cpu"));
    }
  }

  private static List<String> texts(List<Reply> replies) {
    return replies.stream().map(reply -> assertInstanceOf(Reply.Said.class, reply).text()).toList();
  }

  private static PreparedQuestion about(int seed) {
    byte[] rgb = new byte[10 * 7 * 3];
    new Random(seed).nextBytes(rgb);
    return InferTasks.prepared(
        InferTasks.text("How?").setDecoding(InferTasks.decoding(4, 0)).build(),
        Optional.of(new HashedPicture.Whole("sha" + seed, new Picture(10, 7, rgb))));
  }

  private static PreparedQuestion text() {
    return InferTasks.prepared(
        InferTasks.text("How many?").setDecoding(InferTasks.decoding(4, 0)).build(),
        Optional.empty());
  }
}
