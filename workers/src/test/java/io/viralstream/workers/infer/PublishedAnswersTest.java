package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.workers.model.PatchFeatures;
import io.viralstream.workers.model.VisionEncoder;
import io.viralstream.workers.pretrained.Golden;
import io.viralstream.workers.pretrained.PublishedModel;
import io.viralstream.workers.tensor.Torch;
import io.viralstream.workers.tensor.TorchSettings;
import io.viralstream.workers.text.Asking;
import io.viralstream.workers.text.ChatTemplate;
import io.viralstream.workers.text.EncodedPrompt;
import io.viralstream.workers.text.PromptStyle;
import io.viralstream.workers.text.Subject;
import io.viralstream.workers.text.Tokenizer;
import io.viralstream.workers.text.Turn;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Tokenizer tokenizer;
  private final Asking asking;
  private final PatchFeatures picture;

  PublishedAnswersTest(String name) throws IOException {
    golden = Golden.of(name);
    published = PublishedModel.open(torch, golden.directory());
    tokenizer = Tokenizer.of(golden.directory());
    Optional<ChatTemplate> template = ChatTemplate.of(golden.directory(), Clock.systemUTC());
    asking = PromptStyle.TEMPLATE.asking(tokenizer, template, published.prompt());
    picture =
        new VisionEncoder(torch, published.model().encoder())
            .encode(List.of(golden.bytes("pixels_u8")))
            .getFirst();
  }

  @AfterEach
  void close() {
    tokenizer.close();
    published.close();
    torch.close();
  }

  @Test
  void asksWithTheIdsOfTheReference() throws IOException {
    int image = published.imageToken().orElseThrow();
    List<List<Integer>> ids = new ArrayList<>();
    for (Question question : questions()) {
      int visual = question.picture().map(PatchFeatures::tokens).orElse(0);
      IntStream pictures = IntStream.generate(() -> image).limit(visual);
      IntStream before = IntStream.concat(IntStream.of(question.before()), pictures);
      ids.add(IntStream.concat(before, IntStream.of(question.after())).boxed().toList());
    }
    assertEquals(golden.ids("ids"), ids);
  }

  @Test
  void answersOneQuestionAtATime() throws IOException {
    List<List<Integer>> alone = new ArrayList<>();
    for (Request request : requests())
      alone.add(complete(List.of(request), invariant()).getFirst());
    assertEquals(golden.ids("alone"), alone);
  }

  @Test
  void answersAllQuestionsTogether() throws IOException {
    assertEquals(golden.ids("batch"), complete(requests(), invariant()));
    assertEquals(golden.ids("batch"), complete(requests(), invariant().free()));
  }

  @Test
  void answersMoreQuestionsThanThereAreRows() throws IOException {
    assertEquals(golden.ids("batch"), complete(requests(), invariant().atMost(3)));
  }

  @Test
  void saysTheTextsOfTheReferenceAndWhyTheyEnd() throws IOException {
    List<String> texts = new ArrayList<>();
    List<String> endings = new ArrayList<>();
    for (Completion each : generator().complete(requests())) {
      texts.add(tokenizer.decode(each.ids().stream().mapToInt(Integer::intValue).toArray()));
      endings.add(each.ending() == Ending.LENGTH ? "length" : "stop");
    }
    assertEquals(strings("texts"), texts);
    assertEquals(strings("finish"), endings);
  }

  private List<List<Integer>> complete(List<Request> requests, BatchSettings settings) {
    return generator().complete(requests, settings).stream().map(Completion::ids).toList();
  }

  private Generator generator() {
    return new Generator(published.model(), published.endTokens().getFirst());
  }

  private static BatchSettings invariant() {
    return BatchSettings.defaults();
  }

  private List<Request> requests() throws IOException {
    int most = golden.words().get("newTokens").asInt();
    Stopping stopping = new Stopping(Set.copyOf(published.endTokens()), Optional.empty(), most);
    return questions().stream()
        .map(question -> new Request(question, Sampling.greedy(), stopping))
        .toList();
  }

  private List<Question> questions() {
    return List.of(
        about(asking.question(Subject.PICTURE, "Is there a red circle in the image?")),
        about(asking.question(Subject.PICTURE, "How many?")),
        about(
            asking.question(
                Subject.PICTURE,
                List.of(new Turn("Is there a star?", "yes")),
                "What colour is it?")),
        new Question(
            new int[0],
            Optional.empty(),
            whole(asking.question(Subject.TEXT, "Describe the picture."))));
  }

  private Question about(EncodedPrompt prompt) {
    return new Question(prompt.opening(), Optional.of(picture), prompt.turns().getFirst().prompt());
  }

  private static int[] whole(EncodedPrompt prompt) {
    return IntStream.concat(
            IntStream.of(prompt.opening()), IntStream.of(prompt.turns().getFirst().prompt()))
        .toArray();
  }

  private List<String> strings(String key) throws IOException {
    return List.copyOf(golden.words().get(key).valueStream().map(each -> each.asText()).toList());
  }
}
