package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.vision.ListedTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Of models of full size, what is asked for is what the published files hold, tensor by tensor.
class PublishedNamesTest {
  private static final String CLIP = "clip-vit-large-patch14-336";

  /// As `llava-hf` publishes it beside the weights; LLaVA's own layout has no such file.
  private static final String PREPROCESSOR =
      """
      {"image_processor_type": "CLIPImageProcessor", "do_convert_rgb": true, "do_resize": true,
       "size": {"shortest_edge": 336}, "resample": 3, "do_center_crop": true,
       "crop_size": {"height": 336, "width": 336}, "do_rescale": true,
       "rescale_factor": 0.00392156862745098, "do_normalize": true,
       "image_mean": [0.48145466, 0.4578275, 0.40821073],
       "image_std": [0.26862954, 0.26130258, 0.27577711]}
      """;

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "vicuna-7b-v1.5, llama, tokenizer-llama-legacy",
    "vicuna-13b-v1.5, llama, tokenizer-llama-legacy",
    "qwen2.5-7b-instruct, qwen2, tokenizer-qwen2",
    "llava-1.5-7b-hf, llava: llama and clip, tokenizer-llama-legacy",
    "llava-1.5-13b-hf, llava: llama and clip, tokenizer-llama-legacy",
    "llava-v1.5-7b, llava: llama and clip, tokenizer-llama-legacy",
    "llava-v1.5-13b, llava: llama and clip, tokenizer-llama-legacy"
  })
  void asksForThePublishedTensors(String name, String family, String tokenizer) throws IOException {
    layOut(name, tokenizer);
    ListedTensors listed = ListedTensors.read(published(name).resolve("tensors.txt"));
    listed.writeHollow(folder.resolve("model.safetensors"));
    assertInspected(family, listed);
  }

  /// Where the checkpoint does not hold the tower, the tower's own directory does.
  @ParameterizedTest
  @ValueSource(strings = {"llava-v1.5-7b", "llava-v1.5-13b"})
  void asksTheTowersDirectoryForWhatTheCheckpointDoesNotHold(String name) throws IOException {
    layOut(name, "tokenizer-llama-legacy");
    ListedTensors listed = ListedTensors.read(published(name).resolve("tensors.txt"));
    ListedTensors without = new ListedTensors(new java.util.TreeMap<>(listed.shapes()));
    without.shapes().keySet().removeIf(each -> each.startsWith("model.vision_tower."));
    without.writeHollow(folder.resolve("model.safetensors"));
    ListedTensors.read(published(CLIP).resolve("tensors.txt"))
        .writeHollow(folder.resolve("openai").resolve(CLIP).resolve("model.safetensors"));
    assertInspected("llava: llama and clip", listed);
  }

  private void layOut(String name, String tokenizer) throws IOException {
    Files.copy(published(name).resolve("config.json"), folder.resolve("config.json"));
    Files.copy(
        Golden.directory(tokenizer).resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    if (name.endsWith("-hf"))
      Files.writeString(folder.resolve("preprocessor_config.json"), PREPROCESSOR);
    Path tower = Files.createDirectories(folder.resolve("openai").resolve(CLIP));
    Files.copy(published(CLIP).resolve("config.json"), tower.resolve("config.json"));
  }

  private void assertInspected(String family, ListedTensors listed) {
    Inspection inspection = Inspection.of(with.torch(), folder);
    assertEquals(List.of(), inspection.problems());
    assertEquals(family, inspection.family());
    assertEquals(Inspection.elements(listed.shapes().values()), inspection.parameters());
  }

  private static Path published(String name) {
    return Golden.directory("published/" + name);
  }
}
