package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.models.generate.Speaker.Manner;
import io.viralstream.models.generate.Speaker.Said;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.published.Golden;
import io.viralstream.models.published.GoldenEngine;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.PromptStyle;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers of the goldens on a graphics card: in F32 the ids of transformers' generate; in BF16,
/// which may choose another of two near scores, at least every answer's first.
@Tag("cuda")
@EnabledIf(
    value = "io.viralstream.models.published.GoldenEngine#isThere",
    disabledReason = "no such graphics card")
class CardAnswersTest {
  @ParameterizedTest
  @ValueSource(strings = {"llava-vicuna-clip", "llava-qwen-siglip"})
  void answersAllQuestionsTogetherInF32(String name) throws IOException {
    compare(GoldenEngine.F32, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"llava-vicuna-clip", "llava-qwen-siglip"})
  void answersAllQuestionsTogetherInBrainFloat(String name) throws IOException {
    compare(GoldenEngine.BF16, name);
  }

  private static void compare(GoldenEngine engine, String name) throws IOException {
    Golden golden = engine.golden(name);
    int compared =
        switch (engine) {
          case F32 -> golden.words().get("newTokens").asInt();
          case BF16 -> 1;
        };
    assertEquals(
        golden.ids("batch").stream().map(ids -> first(ids, compared)).toList(),
        answers(engine, golden).stream().map(said -> first(said.tokens(), compared)).toList());
  }

  private static List<Integer> first(List<Integer> ids, int most) {
    return ids.subList(0, Math.min(most, ids.size()));
  }

  private static List<Said> answers(GoldenEngine engine, Golden golden) throws IOException {
    try (Torch torch = engine.open();
        PublishedModel published = PublishedModel.open(torch, golden.directory());
        Speaker speaker =
            Speaker.of(
                published, PromptStyle.TEMPLATE, BatchSettings.defaults(), Clock.systemUTC())) {
      PatchFeatures picture =
          new VisionEncoder(torch, published.model().encoder())
              .encode(List.of(golden.bytes("pixels_u8")))
              .getFirst();
      int most = golden.words().get("newTokens").asInt();
      return speaker.answer(PublishedAnswersTest.prompts(picture), Manner.greedy(most));
    }
  }
}
