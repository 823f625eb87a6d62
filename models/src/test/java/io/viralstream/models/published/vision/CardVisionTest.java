package io.viralstream.models.published.vision;

import io.viralstream.models.published.GoldenEngine;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The students' encoders and the teachers of the goldens on a graphics card, in both types of
/// weights.
@Tag("cuda")
@EnabledIf(
    value = "io.viralstream.models.published.GoldenEngine#isThere",
    disabledReason = "no such graphics card")
class CardVisionTest {
  @ParameterizedTest
  @MethodSource("io.viralstream.models.published.vision.PublishedVisionTest#students")
  void givesAStudentsFeaturesInF32(String name) throws IOException {
    compareStudent(GoldenEngine.F32, name);
  }

  @ParameterizedTest
  @MethodSource("io.viralstream.models.published.vision.PublishedVisionTest#students")
  void givesAStudentsFeaturesInBrainFloat(String name) throws IOException {
    compareStudent(GoldenEngine.BF16, name);
  }

  private static void compareStudent(GoldenEngine engine, String name) throws IOException {
    try (Torch torch = engine.open()) {
      PublishedVisionTest.compareStudent(torch, name, engine.tolerance());
    }
  }

  @ParameterizedTest
  @MethodSource("io.viralstream.models.published.vision.PublishedVisionTest#teachers")
  void givesATeachersFeaturesInF32(String named) throws IOException {
    compareTeacher(GoldenEngine.F32, named);
  }

  @ParameterizedTest
  @MethodSource("io.viralstream.models.published.vision.PublishedVisionTest#teachers")
  void givesATeachersFeaturesInBrainFloat(String named) throws IOException {
    compareTeacher(GoldenEngine.BF16, named);
  }

  private static void compareTeacher(GoldenEngine engine, String named) throws IOException {
    try (Torch torch = engine.open()) {
      PublishedVisionTest.compareTeacher(torch, named, engine.tolerance());
    }
  }
}
