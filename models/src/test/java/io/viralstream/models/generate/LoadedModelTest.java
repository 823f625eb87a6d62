package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.images.ImageRejected;
import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.Golden;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.EncodedTurn;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.models.text.TextRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Directories of either origin, from a picture's file and a question to ids and text.
class LoadedModelTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  @TempDir Path folder;

  /// The third prompt of the reference has two turns, the fourth no picture.
  @ParameterizedTest
  @CsvSource({
    "llava-vicuna-clip, Is there a red circle in the image?, How many?",
    "llava-qwen-siglip, Is there a red circle in the image?, How many?"
  })
  void answersPicturesAndQuestionsAsTransformersDoes(String name, String first, String second)
      throws Exception {
    Golden golden = Golden.of(name);
    try (LoadedModel model =
        LoadedModel.open(with.torch(), golden.directory(), ServingOptions.published())) {
      Picture picture = picture(golden.directory());
      assertArrayEquals(golden.bytes("pixels_u8"), model.frame(picture).rgb());
      List<Request> requests = new ArrayList<>();
      int most = golden.words().get("newTokens").asInt();
      for (String question : List.of(first, second)) {
        Question asked = model.question(Optional.of(model.see(picture)), question);
        Stopping stopping = new Stopping(model.endTokens(), Optional.empty(), most);
        requests.add(model.request(asked, Sampling.greedy(), stopping));
      }
      int image = golden.words().get("image").asInt();
      assertEquals(image, requests.getFirst().imageToken().orElseThrow());
      List<Completion> said;
      try (Generator generator = model.generator()) {
        said = generator.complete(requests, BatchSettings.defaults());
      }
      for (int i = 0; i < said.size(); i++) {
        assertEquals(golden.ids("ids").get(i).size(), requests.get(i).promptTokens());
        assertEquals(golden.ids("alone").get(i), said.get(i).ids());
        assertEquals(text(golden.words(), i), said.get(i).text(model.tokenizer()));
      }
    }
  }

  @Test
  void padsWhereItIsToldToAndCropsOtherwise() throws Exception {
    Path directory = Golden.directory("llava-vicuna-clip");
    byte[] rgb = new byte[40 * 70 * 3];
    new Random(1).nextBytes(rgb);
    Picture wide = new Picture(40, 70, rgb);
    ServingOptions padding =
        new ServingOptions(PromptStyle.TEMPLATE, ServingOptions.Pictures.PAD, Optional.empty());
    try (LoadedModel cropped =
            LoadedModel.open(with.torch(), directory, ServingOptions.published());
        LoadedModel padded = LoadedModel.open(with.torch(), directory, padding)) {
      byte[] bars = padded.frame(wide).rgb();
      assertArrayEquals(new byte[] {122, 116, 104}, Arrays.copyOf(bars, 3));
      assertFalse(Arrays.equals(cropped.frame(wide).rgb(), bars));
    }
  }

  @Test
  void refusesAModelWhoseFilesDoNotSayHowPicturesAreFramedUnlessItIsTold() throws Exception {
    Path copy = copied("llava-vicuna-clip");
    Files.delete(copy.resolve("preprocessor_config.json"));
    long before = with.torch().living();
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class,
            () -> LoadedModel.open(with.torch(), copy, ServingOptions.published()));
    assertTrue(refused.toString().contains("--preprocess pad"), refused.toString());
    assertEquals(before, with.torch().living());
    ServingOptions padding =
        new ServingOptions(PromptStyle.TEMPLATE, ServingOptions.Pictures.PAD, Optional.empty());
    LoadedModel.open(with.torch(), copy, padding).close();
  }

  private Path copied(String golden) throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Stream<Path> files = Files.list(Golden.directory(golden))) {
      for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }

  @Test
  void penalizesAsTheDirectorySaysUnlessItIsToldOtherwise() throws Exception {
    Path copy = copied("llava-vicuna-clip");
    Files.writeString(copy.resolve("generation_config.json"), "{\"repetition_penalty\":1.5}");
    try (LoadedModel model = LoadedModel.open(with.torch(), copy, ServingOptions.published())) {
      Question asked = model.question(Optional.empty(), "How?");
      Stopping stopping = Stopping.at(-1, 1);
      Sampling none = new Sampling(0, 0, 1, 1, 0);
      assertEquals(1.5, model.request(asked, Sampling.greedy(), stopping).sampling().penalty());
      assertEquals(1, model.request(asked, none, stopping).sampling().penalty());
    }
  }

  /// A path says nothing of what lies there.
  @Test
  void hasNoFeatureKeyWhereNobodyHashedTheWeights() throws Exception {
    Path directory = Golden.directory("llava-vicuna-clip");
    try (LoadedModel model =
        LoadedModel.open(with.torch(), directory, ServingOptions.published())) {
      assertEquals(Optional.empty(), model.featureKey());
    }
  }

  @Test
  void knowsItsFeaturesByTheHashOfItsFilesAndItsPreprocessing() throws Exception {
    Path directory = Golden.directory("llava-vicuna-clip");
    String sha256 = DirectoryHash.of(directory);
    try (LoadedModel model = Openers.of(with.torch()).open(directory.toUri().toString(), sha256)) {
      String key = model.featureKey().orElseThrow();
      assertTrue(key.startsWith(sha256), key);
      assertTrue(key.contains(String.valueOf(model.preprocessing().orElseThrow())), key);
    }
  }

  @Test
  void knowsItsFeaturesByTheWeightsOfAnEncoderThatLiesBesideIt() throws Exception {
    Path copy = copied("llava-original");
    Path tower = Files.createDirectory(folder.resolve("llava-original-tower"));
    for (String name : List.of("config.json", "preprocessor_config.json", "model.safetensors"))
      Files.copy(Golden.directory("llava-original-tower").resolve(name), tower.resolve(name));
    String before = featureKey(copy);
    assertEquals(before, featureKey(copy));
    Path weights = tower.resolve("model.safetensors");
    byte[] content = Files.readAllBytes(weights);
    content[content.length - 4] ^= 1;
    Files.write(weights, content);
    assertNotEquals(before, featureKey(copy));
  }

  private String featureKey(Path directory) throws IOException {
    String uri = directory.toUri().toString();
    try (LoadedModel model = Openers.of(with.torch()).open(uri, DirectoryHash.of(directory))) {
      return model.featureKey().orElseThrow();
    }
  }

  @Test
  void refusesATokenThatItsModelDoesNotHave() throws Exception {
    Path directory = Golden.directory("llava-vicuna-clip");
    EncodedTurn turn = new EncodedTurn(new int[] {99_999}, new int[0]);
    try (LoadedModel model =
        LoadedModel.open(with.torch(), directory, ServingOptions.published())) {
      LoadedModel asked =
          new LoadedModel(
              model.model(),
              model.frame(),
              model.preprocessing(),
              model.tokenizer(),
              (subject, earlier, question) -> new EncodedPrompt(new int[0], List.of(turn)),
              model.endTokens(),
              1,
              model.imageToken(),
              model.featureKey(),
              0);
      TextRejected refused =
          assertThrows(TextRejected.class, () -> asked.question(Optional.empty(), "How?"));
      assertTrue(refused.toString().contains("token 99999"), refused.toString());
    }
  }

  @Test
  void spellsNoImageMarkerIntoThePrompt() throws Exception {
    Path directory = Golden.directory("llava-vicuna-clip");
    try (LoadedModel model =
        LoadedModel.open(with.torch(), directory, ServingOptions.published())) {
      var seen = Optional.of(model.see(picture(directory)));
      assertArrayEquals(
          model.question(seen, "How?").after(), model.question(seen, "<image>\nHow?").after());
      for (String text : List.of("<image><image>How?", "<image>")) {
        assertThrows(TextRejected.class, () -> model.question(seen, text));
      }
      TextRejected refused =
          assertThrows(TextRejected.class, () -> model.question(Optional.empty(), "An <image>?"));
      assertEquals("prompt has <image>, but no picture is given", refused.getMessage());
    }
  }

  @Test
  void asksInTheFrameThatItIsToldTo() throws Exception {
    Path directory = Golden.directory("llava-vicuna-clip");
    ServingOptions vicuna =
        new ServingOptions(
            PromptStyle.VICUNA, ServingOptions.Pictures.CHECKPOINT, Optional.empty());
    try (LoadedModel template =
            LoadedModel.open(with.torch(), directory, ServingOptions.published());
        LoadedModel framed = LoadedModel.open(with.torch(), directory, vicuna)) {
      int plain = template.question(Optional.empty(), "How?").packed().length();
      assertTrue(framed.question(Optional.empty(), "How?").packed().length() > plain + 20);
    }
  }

  @Test
  void opensWhatWeTrainedAsItWasTrained() throws IOException {
    ModelDirectory directory = TinyModelDirectory.write(with.torch(), folder, 3);
    try (LoadedModel model =
        LoadedModel.open(with.torch(), directory.path(), ServingOptions.published())) {
      assertEquals(Set.of(2), model.endTokens());
    }
  }

  @Test
  void namesTheFamilyOfADirectoryThatIsNoLlava() {
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class,
            () ->
                LoadedModel.open(
                    with.torch(), Golden.directory("dinov2"), ServingOptions.published()));
    assertTrue(String.valueOf(refused.getMessage()).contains("model_type=\"dinov2\""));
  }

  @Test
  void saysThatATokenizerIsMissingAsItSaysThatATensorIs() throws IOException {
    Path source = Golden.directory("llava-vicuna-clip");
    Files.copy(source.resolve("config.json"), folder.resolve("config.json"));
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class,
            () -> LoadedModel.open(with.torch(), folder, ServingOptions.published()));
    assertTrue(String.valueOf(refused.getMessage()).contains("tokenizer.json is missing"));
  }

  private static String text(JsonNode words, int i) {
    return words.get("texts").get(i).asText();
  }

  private static Picture picture(Path directory) throws IOException, ImageRejected {
    byte[] file = Files.readAllBytes(directory.resolve("picture.png"));
    return PictureReader.standard(1L << 30).read(file);
  }
}
