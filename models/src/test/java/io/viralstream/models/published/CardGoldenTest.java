package io.viralstream.models.published;

import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The language models and LLaVAs of the goldens on a graphics card, in both types of weights.
@Tag("cuda")
@EnabledIf(
    value = "io.viralstream.models.published.GoldenEngine#isThere",
    disabledReason = "no such graphics card")
class CardGoldenTest {
  @ParameterizedTest
  @MethodSource("io.viralstream.models.published.GoldenLanguageTest#names")
  void computesLanguageModelsAsTheReferenceInF32(String name) throws IOException {
    compareLanguage(GoldenEngine.F32, name);
  }

  @ParameterizedTest
  @MethodSource("io.viralstream.models.published.GoldenLanguageTest#names")
  void computesLanguageModelsAsTheReferenceInBrainFloat(String name) throws IOException {
    compareLanguage(GoldenEngine.BF16, name);
  }

  private static void compareLanguage(GoldenEngine engine, String name) throws IOException {
    try (Torch torch = engine.open();
        Scope scope = torch.inference()) {
      GoldenLanguageTest.compare(torch, engine.golden(name));
    }
  }

  @ParameterizedTest
  @MethodSource("io.viralstream.models.published.GoldenLlavaTest#names")
  void computesLlavasAsTheReferenceInF32(String name) throws IOException {
    compareLlava(GoldenEngine.F32, name);
  }

  @ParameterizedTest
  @MethodSource("io.viralstream.models.published.GoldenLlavaTest#names")
  void computesLlavasAsTheReferenceInBrainFloat(String name) throws IOException {
    compareLlava(GoldenEngine.BF16, name);
  }

  private static void compareLlava(GoldenEngine engine, String name) throws IOException {
    try (Torch torch = engine.open();
        Scope scope = torch.inference()) {
      GoldenLlavaTest.compare(torch, engine.golden(name));
    }
  }
}
