package io.viralstream.models.published.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.images.Picture;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedVisionTest {
  /// The student whose mean colour pads.
  private static final VisionView CLIP =
      new VisionView(28, 4, 32, Statistics.CLIP.mean(), Statistics.CLIP.deviation());

  @RegisterExtension final WithTorch with = new WithTorch();

  static List<String> students() {
    return List.of(
        "clip-bare", "clip-bare-early", "clip-two-towers", "siglip-bare", "siglip-two-towers");
  }

  @ParameterizedTest
  @MethodSource("students")
  void givesAStudentsFeaturesAsTransformers(String name) throws IOException {
    compareStudent(with.torch(), name, Difference.MOST);
  }

  static void compareStudent(Torch torch, String name, double most) throws IOException {
    GoldenVision golden = GoldenVision.of(name);
    PublishedVision published = PublishedVision.open(golden.directory());
    Picture pixels = published.preprocessing().orElseThrow().frame(golden.picture("picture_u8"));
    assertEquals(golden.picture("pixels_u8"), pixels);
    try (LoadedVision vision = published.student(torch)) {
      PatchFeatures features = features(torch, pixels, vision);
      Difference.within(name, golden.floats("features"), features.values(), most);
    }
  }

  /// Each with a side of pictures.
  static List<String> teachers() {
    return List.of(
        "dinov2 42",
        "dinov2 28",
        "dinov2 63",
        "dinov2-registers 42",
        "dinov2-registers 28",
        "dinov2-registers 63",
        "dinov2-timm 42",
        "dinov2-timm 28",
        "dinov2-timm 63",
        "dinov2-timm-registers 42",
        "dinov2-timm-registers 28",
        "dinov2-timm-registers 63",
        "depth-anything 42",
        "depth-anything 28",
        "sam 64",
        "sam 32",
        "sam 40",
        "radio-v2.5 64",
        "radio-v2.5 32",
        "radio-v2.5 40",
        "c-radio-v3 64",
        "c-radio-v3 32",
        "c-radio-v3 40");
  }

  @ParameterizedTest
  @MethodSource("teachers")
  void givesATeachersFeaturesAsTheReference(String named) throws IOException {
    compareTeacher(with.torch(), named, Difference.MOST);
  }

  static void compareTeacher(Torch torch, String named, double most) throws IOException {
    GoldenVision golden = GoldenVision.of(named.split(" ")[0]);
    int size = Integer.parseInt(named.split(" ")[1]);
    PublishedVision published = PublishedVision.open(golden.directory());
    try (LoadedVision vision = published.teacher(torch, size)) {
      Picture pixels = Preprocessing.padded(CLIP, size).frame(golden.picture("picture_u8"));
      assertEquals(golden.picture("pixels_u8." + size), pixels);
      PatchFeatures features = features(torch, pixels, vision);
      Difference.within(named, golden.floats("features." + size), features.values(), most);
    }
  }

  @Test
  void seesAWholePictureAsATeacherBesideAStudent() throws IOException {
    GoldenVision golden = GoldenVision.of("dinov2-registers");
    try (LoadedVision vision = PublishedVision.open(golden.directory()).teacher(with.torch(), 28)) {
      PatchFeatures y = vision.imageEncoder(with.torch(), CLIP).see(golden.picture("picture_u8"));
      Difference.within("eye", golden.floats("features.28"), y.values());
    }
  }

  private static PatchFeatures features(Torch torch, Picture pixels, LoadedVision vision) {
    VisionEncoder encoder = new VisionEncoder(torch, vision.backbone());
    PatchFeatures features = encoder.encode(List.of(pixels.rgb())).getFirst();
    assertEquals(vision.view().patches(), features.tokens());
    assertEquals(vision.view().width(), features.width());
    return features;
  }
}
