package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.Picture;
import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.Completion;
import io.viralstream.models.generate.Generator;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.Openers;
import io.viralstream.models.generate.Question;
import io.viralstream.models.generate.Request;
import io.viralstream.models.generate.Sampling;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.generate.Stopping;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.published.Golden;
import io.viralstream.models.published.Inspection;
import io.viralstream.models.published.LanguagePart;
import io.viralstream.models.text.TextRejected;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.InferTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A language model alone answers as the LLaVA that has it does without a picture.
class TextModelTest {
  private static final Picture PICTURE = new Picture(2, 2, new byte[12]);

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"llava-vicuna-clip", "llava-qwen-siglip"})
  void saysWhatTransformersSays(String golden) throws IOException {
    Golden reference = Golden.of(golden);
    Path directory = LanguagePart.of(golden, folder);
    assertEquals(List.of(), Inspection.of(with.torch(), directory).problems());
    try (LoadedModel model =
        LoadedModel.open(with.torch(), directory, ServingOptions.published())) {
      assertFalse(model.model().takesPictures());
      Question asked = model.question(Optional.empty(), "Describe the picture.");
      int most = reference.words().get("newTokens").asInt();
      Stopping stopping = new Stopping(model.endTokens(), Optional.empty(), most);
      Request request = model.request(asked, Sampling.greedy(), stopping);
      Completion said;
      try (Generator generator = model.generator()) {
        said = generator.complete(List.of(request), BatchSettings.defaults()).getFirst();
      }
      assertEquals(reference.ids("alone").get(3), said.ids());
      assertEquals(reference.words().get("texts").get(3).asText(), said.text(model.tokenizer()));
    }
  }

  @Test
  void takesNoPicture() throws IOException {
    Path directory = LanguagePart.of("llava-vicuna-clip", folder);
    try (LoadedModel model =
        LoadedModel.open(with.torch(), directory, ServingOptions.published())) {
      TextRejected refused = assertThrows(TextRejected.class, () -> model.see(PICTURE));
      assertTrue(refused.toString().contains("takes no picture"), refused.toString());
    }
  }

  @Test
  void isServedAndRefusesQuestionsAboutPicturesByName() throws IOException {
    Path directory = LanguagePart.of("llava-vicuna-clip", folder);
    Checkpoint published = Publication.describe("tiny", directory, Clock.systemUTC());
    InferTask task =
        InferTasks.text("Describe the picture.").setDecoding(InferTasks.decoding(10, 0)).build();
    var about = InferTasks.prepared(task, Optional.of(new HashedPicture.Whole("sha", PICTURE)));
    var text = InferTasks.prepared(task, Optional.empty());
    var limits = new ModelAnswerer.Limits(1, 1, 1 << 20);
    var features = new FeatureCache(1_000);
    try (var answerer =
        new ModelAnswerer(Openers.of(with.torch()), limits, features, Clock.systemUTC())) {
      List<Reply> replies = InferTasks.answered(answerer, published, List.of(about, text));
      Reply.Failed refused = assertInstanceOf(Reply.Failed.class, replies.get(0));
      assertEquals(Category.INVALID, refused.category());
      assertEquals(
          "image: the model takes no picture: it is a language model alone", refused.reason());
      Reply.Said said = assertInstanceOf(Reply.Said.class, replies.get(1));
      assertEquals(
          Golden.of("llava-vicuna-clip").words().get("texts").get(3).asText(), said.text());
    }
  }

  @Test
  void hasOnlyTheWeightsOfItsLanguageModel() throws IOException {
    Path directory = LanguagePart.of("llava-vicuna-clip", folder);
    try (LoadedModel model = LoadedModel.open(with.torch(), directory, ServingOptions.published());
        LoadedModel whole =
            LoadedModel.open(
                with.torch(), Golden.directory("llava-vicuna-clip"), ServingOptions.published())) {
      for (String name : model.model().parameters().names()) {
        assertArrayEquals(
            whole.model().parameters().read(with.torch(), name),
            model.model().parameters().read(with.torch(), name));
      }
      assertEquals(whole.model().languageParameters().names(), model.model().parameters().names());
    }
  }
}
