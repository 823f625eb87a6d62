package io.viralstream.pretraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {
  private final Torch torch = Torch.open(TorchSettings.cpu(1));

  @TempDir Path folder;

  @Test
  void aRerunGoesOnAfterTheStagesThatItFindsAndGivesTheSameFiles() throws Exception {
    Heard first = new Heard();
    ModelDirectory made = run(first, "first");
    Files.delete(folder.resolve("work").resolve("decoder-place.safetensors"));
    Heard second = new Heard();
    ModelDirectory again = run(second, "second");

    assertEquals(EnumSet.allOf(Stage.class), first.losses.keySet());
    assertEquals(Set.of(Stage.DECODER_PLACE), second.losses.keySet());
    for (String name : Set.of(ModelDirectory.WEIGHTS, ModelDirectory.TEACHER_WEIGHTS, "CARD.md")) {
      assertArrayEquals(bytes(made, name), bytes(again, name), name);
    }
  }

  /// Recorded before the stages shared an optimizer with the arms; the last places are the
  /// machine's.
  @Test
  void everyStageLearnsWhatItAlwaysLearnt() throws Exception {
    Heard heard = new Heard();
    run(heard, "model");
    Map<Stage, Double> recorded =
        Map.of(
            Stage.ENCODER_CROPS, 3.3307318687438965,
            Stage.ENCODER_SCENES, 6.398109436035156,
            Stage.TEACHER, 3.2631447315216064,
            Stage.DECODER_PRESENCE, 5.50579833984375,
            Stage.DECODER_PLACE, 4.656581401824951);
    recorded.forEach((stage, loss) ->
        assertEquals(loss, heard.losses.getOrDefault(stage, Double.NaN), 1e-4, stage.word()));
  }

  @Test
  void theCardNamesTheCommandTheSeedAndEveryOldKindOfQuestion() throws Exception {
    String card = Files.readString(run(new Heard(), "model").path().resolve("CARD.md"));
    for (String part : Set.of("./viral pretrain --seed 3", "existence", "count", "relation")) {
      assertTrue(card.contains(part), part);
    }
  }

  private ModelDirectory run(Heard heard, String target) throws Exception {
    PretrainSettings tiny = PretrainSettings.tiny(3);
    return new Pretraining(torch, tiny, folder.resolve("work"), heard).run(folder.resolve(target));
  }

  private static byte[] bytes(ModelDirectory directory, String name) throws Exception {
    return Files.readAllBytes(directory.path().resolve(name));
  }

  private static final class Heard implements StageListener {
    final Map<Stage, Double> losses = Collections.synchronizedMap(new EnumMap<>(Stage.class));

    @Override
    public void stepped(Stage stage, int step, int steps, double loss) {
      losses.put(stage, loss);
    }

    @Override
    public void resumed(Stage stage) {}
  }
}
