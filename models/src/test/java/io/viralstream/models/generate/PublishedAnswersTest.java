package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.generate.Speaker.Manner;
import io.viralstream.models.generate.Speaker.Prompt;
import io.viralstream.models.generate.Speaker.Said;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.published.Golden;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.models.text.Turn;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// From a question in words to the answer in words, against transformers' generate.
@ParameterizedClass
@ValueSource(strings = {"llava-vicuna-clip", "llava-qwen-siglip"})
class PublishedAnswersTest {
  private final Torch torch = Torch.open(TorchSettings.cpu(1));
  private final Golden golden;
  private final PublishedModel published;
  private final PatchFeatures picture;
  private final int most;

  PublishedAnswersTest(String name) throws IOException {
    golden = Golden.of(name);
    most = golden.words().get("newTokens").asInt();
    published = PublishedModel.open(torch, golden.directory());
    picture =
        new VisionEncoder(torch, published.model().encoder())
            .encode(List.of(golden.bytes("pixels_u8")))
            .getFirst();
  }

  @AfterEach
  void close() {
    published.close();
    torch.close();
  }

  @Test
  void asksWithTheIdsOfTheReference() throws IOException {
    int image = published.imageToken().orElseThrow();
    List<List<Integer>> ids = new ArrayList<>();
    try (Speaker speaker = speaker(BatchSettings.defaults())) {
      for (Prompt prompt : prompts()) {
        Question question = speaker.question(prompt);
        int visual = question.picture().map(PatchFeatures::tokens).orElse(0);
        IntStream pictures = IntStream.generate(() -> image).limit(visual);
        IntStream before = IntStream.concat(IntStream.of(question.before()), pictures);
        ids.add(IntStream.concat(before, IntStream.of(question.after())).boxed().toList());
      }
    }
    assertEquals(golden.ids("ids"), ids);
  }

  @Test
  void answersOneQuestionAtATime() throws IOException {
    List<List<Integer>> alone = new ArrayList<>();
    try (Speaker speaker = speaker(BatchSettings.defaults())) {
      for (Prompt prompt : prompts()) {
        alone.add(speaker.answer(List.of(prompt), Manner.greedy(most)).getFirst().tokens());
      }
    }
    assertEquals(golden.ids("alone"), alone);
  }

  @Test
  void answersAllQuestionsTogether() throws IOException {
    assertEquals(golden.ids("batch"), together(BatchSettings.defaults()));
    assertEquals(golden.ids("batch"), together(BatchSettings.defaults().fast()));
  }

  @Test
  void answersMoreQuestionsThanThereAreRows() throws IOException {
    assertEquals(golden.ids("batch"), together(BatchSettings.defaults().atMost(3)));
  }

  @Test
  void saysTheTextsOfTheReferenceAndWhyTheyEnd() throws IOException {
    List<Said> said = answers(BatchSettings.defaults(), Manner.greedy(most));
    assertEquals(strings("texts"), said.stream().map(Said::text).toList());
    List<String> endings =
        said.stream()
            .map(each -> each.ending() == Completion.Ending.LENGTH ? "length" : "stop")
            .toList();
    assertEquals(strings("finish"), endings);
    List<Integer> lengths = golden.ids("ids").stream().map(List::size).toList();
    assertEquals(lengths, said.stream().map(Said::promptTokens).toList());
  }

  @Test
  void endsWithTheTokenThatCompletesAStopText() throws IOException {
    List<Integer> whole = golden.ids("alone").get(1);
    String text = strings("texts").get(1);
    String stop = text.substring(text.length() / 2, text.length() / 2 + 2);
    Manner manner = new Manner(most, List.of(stop), Sampling.greedy());
    Said said = answers(BatchSettings.defaults(), manner).get(1);
    assertEquals(Completion.Ending.STOP_TEXT, said.ending());
    assertEquals(whole.subList(0, said.tokens().size()), said.tokens());
    assertTrue(said.text().contains(stop), said.text());
    assertTrue(said.tokens().size() < whole.size());
  }

  @Test
  void penalizesThePicturesTokenAsSaid() {
    Question question = new Question(new int[0], Optional.of(picture), new int[] {1});
    Sampling penalty = new Sampling(0, 0, 1, 2, 0);
    Stopping stopping = Stopping.at(-1, 1);
    float[] scores = {1, 1, 3, 2};
    Request visible = new Request(question, penalty, stopping, OptionalInt.of(2));
    Sequence seen = new Sequence(visible, TokenListener.none());
    seen.choose(scores.clone());
    assertEquals(3, seen.lastId());
    Request text = new Request(question, penalty, stopping);
    Sequence unseen = new Sequence(text, TokenListener.none());
    unseen.choose(scores.clone());
    assertEquals(2, unseen.lastId());
  }

  private List<List<Integer>> together(BatchSettings settings) throws IOException {
    return answers(settings, Manner.greedy(most)).stream().map(Said::tokens).toList();
  }

  private List<Said> answers(BatchSettings settings, Manner manner) throws IOException {
    try (Speaker speaker = speaker(settings)) {
      return speaker.answer(prompts(), manner);
    }
  }

  private Speaker speaker(BatchSettings settings) throws IOException {
    return Speaker.of(published, PromptStyle.TEMPLATE, settings, Clock.systemUTC());
  }

  private List<Prompt> prompts() {
    return prompts(picture);
  }

  /// Those of the reference.
  static List<Prompt> prompts(PatchFeatures picture) {
    return List.of(
        Prompt.about(picture, "Is there a red circle in the image?"),
        Prompt.about(picture, "How many?"),
        new Prompt(
            Optional.of(picture),
            List.of(new Turn("Is there a star?", "yes")),
            "What colour is it?"),
        new Prompt(Optional.empty(), List.of(), "Describe the picture."));
  }

  private List<String> strings(String key) throws IOException {
    return List.copyOf(golden.words().get(key).valueStream().map(each -> each.asText()).toList());
  }
}
