package io.viralstream.models.published.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.WithTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Goldens whose settings are said in another way, or say something else.
class VisionSettingsTest {
  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @Test
  void leavesAloneNumbersOfBlocksThatSamDoesNotHave() throws IOException {
    GoldenVision golden =
        copied("sam", config -> section(config).putArray("global_attn_indexes").add(1).add(5));
    try (LoadedVision vision = PublishedVision.open(folder).teacher(with.torch(), 64)) {
      assertFeatures(golden, vision, "pixels_u8.64", "features.64");
    }
  }

  @Test
  void readsWhatEarlyClipFilesSayInASecondPlace() throws IOException {
    GoldenVision golden =
        copied(
            "clip-two-towers",
            config -> {
              config.set("vision_config_dict", section(config).deepCopy());
              section(config).put("hidden_act", "quick_gelu").put("num_hidden_layers", 2);
            });
    try (LoadedVision vision = PublishedVision.open(folder).student(with.torch())) {
      assertFeatures(golden, vision, "pixels_u8", "features");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, '[15, 16]'", "14, '[27, 16]'"})
  void takesSamsWindowsOfTheWholeMapAndBeyond(int window, String table) throws IOException {
    copied("sam", config -> section(config).put("window_size", window));
    assertEquals(
        "model.safetensors: tensor vision_encoder.layers.0.attn.rel_pos_h: shape [5, 16], expected "
            + table,
        PublishedVision.open(folder).findings(with.torch()).problems().getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "siglip-two-towers, 5, 31",
    "siglip-two-towers, 4, 24",
    "dinov2, 5, 35",
    "sam, 3, 24"
  })
  void findsTheSizeOfPicturesOnAStudentsGrid(String name, int grid, int size) throws IOException {
    assertEquals(size, PublishedVision.open(GoldenVision.directory(name)).sizeOf(grid));
  }

  @Test
  void takesItsOwnSizeThoughPixelsAreLeftOver() throws IOException {
    copied("dinov2", config -> config.put("image_size", 45));
    assertEquals(List.of(), PublishedVision.open(folder).findings(with.torch()).problems());
  }

  @Test
  void takesAWidthOfAnyNumberOfHeads() throws IOException {
    copied("dinov2", config -> config.put("hidden_size", 22));
    String problem = PublishedVision.open(folder).findings(with.torch()).problems().getFirst();
    assertTrue(problem.endsWith("expected [1, 1, 22]"), problem);
  }

  @Test
  void refusesATeachersPixelsThatAreNotNormalised() throws IOException {
    copied("dinov2", config -> {});
    Files.writeString(folder.resolve("preprocessor_config.json"), "{\"do_normalize\":false}");
    assertRefused("preprocessor_config.json: do_normalize=false, expected true");
  }

  @Test
  void refusesABackboneWithoutItsNorm() throws IOException {
    copied(
        "depth-anything",
        config -> ((ObjectNode) config.get("backbone_config")).put("apply_layernorm", false));
    assertRefused("config.json: backbone_config: apply_layernorm=false, expected true");
  }

  @Test
  void refusesWhatTimmWouldChangeAModelBy() throws IOException {
    copied(
        "dinov2-timm",
        config ->
            ((ObjectNode) config.get("model_args")).put("act_layer", "silu").putNull("norm_layer"));
    assertRefused("config.json: model_args: [act_layer] is not supported");
  }

  private GoldenVision copied(String name, Consumer<ObjectNode> change) throws IOException {
    GoldenVision golden = GoldenVision.of(name);
    Path weights = golden.directory().resolve("model.safetensors");
    Files.copy(weights, folder.resolve("model.safetensors"));
    Path file = golden.directory().resolve("config.json");
    ObjectNode config = (ObjectNode) new ObjectMapper().readTree(Files.readString(file));
    change.accept(config);
    Files.writeString(folder.resolve("config.json"), config.toString());
    return golden;
  }

  private static ObjectNode section(ObjectNode config) {
    return (ObjectNode) config.get("vision_config");
  }

  private void assertFeatures(
      GoldenVision golden, LoadedVision vision, String pixels, String features) {
    Picture picture = golden.picture(pixels);
    VisionEncoder encoder = new VisionEncoder(with.torch(), vision.backbone());
    PatchFeatures found = encoder.encode(List.of(picture.rgb())).getFirst();
    Difference.within(features, golden.floats(features), found.values());
  }

  private void assertRefused(String expected) {
    assertEquals(
        expected,
        assertThrows(CheckpointRejected.class, () -> PublishedVision.open(folder)).getMessage());
  }
}
