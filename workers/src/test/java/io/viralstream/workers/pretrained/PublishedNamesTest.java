package io.viralstream.workers.pretrained;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.workers.model.WithTorch;
import io.viralstream.workers.pretrained.vision.ListedTensors;
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
