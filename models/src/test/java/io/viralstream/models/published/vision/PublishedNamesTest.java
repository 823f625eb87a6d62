package io.viralstream.models.published.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.models.checkpoint.ShapeProbe;
import io.viralstream.models.checkpoint.SourceTensor;
import io.viralstream.models.model.WithTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Of models of full size, what is asked for is what the published files hold.
class PublishedNamesTest {
  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"clip-vit-large-patch14-336", "siglip2-so400m-patch14-384"})
  void asksForAStudentsTensors(String name) throws IOException {
    VisionPlan plan = open(name);
    assertAsked(name, plan, plan.student());
  }

  @ParameterizedTest
  @CsvSource({
    "dinov2-base, 336",
    "dinov2-with-registers-base, 336",
    "vit_base_patch14_dinov2, 336",
    "vit_base_patch14_reg4_dinov2, 336",
    "depth-anything-v2-base, 336",
    "sam-vit-base, 384",
    "c-radio-v3-b, 384"
  })
  void asksForATeachersTensors(String name, int size) throws IOException {
    VisionPlan plan = open(name);
    assertAsked(name, plan, plan.teacher(size));
  }

  private VisionPlan open(String name) throws IOException {
    Files.copy(published(name).resolve("config.json"), folder.resolve("config.json"));
    listed(name).writeHollow(folder.resolve("model.safetensors"));
    try (PublishedVision vision = PublishedVision.open(folder)) {
      return vision.plan();
    }
  }

  private void assertAsked(String name, VisionPlan plan, VisionPlan.Building building)
      throws IOException {
    ShapeProbe asked = new ShapeProbe(with.torch());
    building.build(with.torch(), asked).close();
    SortedMap<String, List<Long>> needed = new TreeMap<>(listed(name).shapes());
    needed.keySet().removeIf(plan::mayBeLeft);
    assertEquals(needed, theirs(plan.names(), asked.shapes()));
  }

  /// By the names of the files, and whole: query, key and value may be one tensor there.
  private static SortedMap<String, List<Long>> theirs(
      EncoderNames names, Map<String, List<Long>> ours) {
    SortedMap<String, List<Long>> theirs = new TreeMap<>();
    ours.forEach((name, shape) -> {
      SourceTensor source = names.of(name);
      long[] whole = source.shape(shape.stream().mapToLong(Long::longValue).toArray());
      theirs.put(source.name(), Arrays.stream(whole).boxed().toList());
    });
    return theirs;
  }

  private static ListedTensors listed(String name) throws IOException {
    return ListedTensors.read(published(name).resolve("tensors.txt"));
  }

  private static Path published(String name) {
    return GoldenVision.directory("published/" + name);
  }
}
