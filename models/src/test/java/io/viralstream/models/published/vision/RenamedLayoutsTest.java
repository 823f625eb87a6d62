package io.viralstream.models.published.vision;

import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.Safetensors;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.WithTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Layouts that hold the tensors of another golden under other names.
class RenamedLayoutsTest {
  private static final String DEPTH_ANYTHING =
      """
      {"model_type": "depth_anything", "backbone_config": {"model_type": "dinov2",
       "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 2, "mlp_ratio": 2,
       "image_size": 42, "patch_size": 7}}
      """;

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {42, 28})
  void readsDepthAnythingAsItWasReleasedFirst(int size) throws IOException {
    GoldenVision golden = GoldenVision.of("dinov2-timm");
    write(golden, "pretrained.", "pretrained.mask_token", "depth_head.projects.0.weight");
    Files.writeString(folder.resolve("config.json"), DEPTH_ANYTHING);
    assertTeacher(golden, size);
  }

  @ParameterizedTest
  @ValueSource(ints = {42, 28})
  void readsADinov2ThatIsPartOfAClassifier(int size) throws IOException {
    GoldenVision golden = GoldenVision.of("dinov2");
    write(golden, "dinov2.", "classifier.weight", "classifier.bias");
    Files.copy(golden.directory().resolve("config.json"), folder.resolve("config.json"));
    assertTeacher(golden, size);
  }

  private void write(GoldenVision golden, String prefix, String... others) throws IOException {
    List<StoredTensor> tensors = new ArrayList<>();
    Path file = golden.directory().resolve("model.safetensors");
    for (StoredTensor each : Safetensors.open(file).tensors()) {
      tensors.add(new StoredTensor(prefix + each.name(), each.type(), each.shape(), each.data()));
    }
    for (String name : others) {
      tensors.add(StoredTensor.f32(name, new long[] {1}, new float[1]));
    }
    SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);
  }

  private void assertTeacher(GoldenVision golden, int size) throws IOException {
    Picture pixels = golden.picture("pixels_u8." + size);
    try (LoadedVision vision = PublishedVision.open(folder).teacher(with.torch(), size)) {
      VisionEncoder encoder = new VisionEncoder(with.torch(), vision.backbone());
      PatchFeatures features = encoder.encode(List.of(pixels.rgb())).getFirst();
      Difference.within("renamed@" + size, golden.floats("features." + size), features.values());
    }
  }
}
