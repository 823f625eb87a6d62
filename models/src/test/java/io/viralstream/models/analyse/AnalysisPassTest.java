package io.viralstream.models.analyse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.features.StudentFeatures;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisPassTest {
  private static final String QUESTION = "Is there a red circle in the image?";
  private static final Set<Measure> ALL = EnumSet.allOf(Measure.class);

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  private LoadedModel open(Path directory) throws IOException {
    return LoadedModel.open(with.torch(), directory, ServingOptions.published());
  }

  private static Picture picture(Golden golden) throws Exception {
    return PictureReader.standard(1L << 30)
        .read(Files.readAllBytes(golden.directory().resolve("picture.png")));
  }

  private static Seen seen(LoadedModel model, Golden golden, Set<Measure> measures)
      throws Exception {
    var settings = new AnalysisSettings(measures, List.of(0, 1, 2), 4);
    return new AnalysisPass(model, Optional.empty(), settings).see(picture(golden), QUESTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"llava-vicuna-clip", "llava-qwen-siglip"})
  void hasTheHiddenStatesOfAPromptAloneThoughAnAnswerStandsBehindIt(String name) throws Exception {
    Golden golden = Golden.of(name);
    try (LoadedModel model = open(golden.directory())) {
      Seen seen = seen(model, golden, ALL);
      List<StoredTensor> alone =
          StudentFeatures.of(model, picture(golden), QUESTION, List.of(0, 1, 2));
      for (StoredTensor tensor : alone) {
        if (!tensor.name().startsWith("hidden.")) continue;
        int layer = Integer.parseInt(tensor.name().substring("hidden.".length()));
        assertArrayEquals(tensor.floats(), seen.tokens(layer).floats(), 1e-5f);
      }
      assertTrue(seen.answer().isPresent() && seen.margin().isPresent());
    }
  }

  @Test
  void looksAtEachHeadOfEachLayerThatIsAskedFor() throws Exception {
    Golden golden = Golden.of("llava-vicuna-clip");
    try (LoadedModel model = open(golden.directory())) {
      Seen seen = seen(model, golden, EnumSet.of(Measure.ATTENTION));
      assertEquals(Set.of(1, 2), seen.attention().keySet());
      int heads = model.model().language().settings().heads();
      VisionView view = model.model().encoder().view();
      for (List<AttentionMap> maps : seen.attention().values()) {
        assertEquals(heads, maps.size());
        for (AttentionMap map : maps) {
          assertEquals(view.grid(), map.rows());
          assertTrue(map.mass() > 0 && map.mass() < 1);
        }
      }
      assertTrue(seen.answer().isEmpty());
    }
  }

  @Test
  void asksForNothingThatNoMeasureNeeds() throws Exception {
    Golden golden = Golden.of("llava-vicuna-clip");
    try (LoadedModel model = open(golden.directory())) {
      Seen seen = seen(model, golden, EnumSet.of(Measure.CKNNA));
      assertTrue(seen.attention().isEmpty());
      assertTrue(seen.answer().isEmpty());
      assertTrue(seen.margin().isEmpty());
    }
  }

  @Test
  void refusesALayerThatTheModelDoesNotHave() throws Exception {
    try (LoadedModel model = open(TinyModelDirectory.write(with.torch(), folder, 1).path())) {
      var settings = new AnalysisSettings(ALL, List.of(3), 4);
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> new AnalysisPass(model, Optional.empty(), settings));
      assertEquals("layer=3, expected 0 to 2", refused.getMessage());
    }
  }

  @Test
  void comparesWithATeacherOfOurs() throws Exception {
    Path directory = TinyModelDirectory.write(with.torch(), folder, 1).path();
    Golden golden = Golden.of("llava-vicuna-clip");
    try (LoadedModel model = open(directory);
        AnalysisTeacher teacher =
            AnalysisTeacher.open(with.torch(), directory, model.model().encoder().view())) {
      var settings = new AnalysisSettings(EnumSet.of(Measure.CKNNA), List.of(1), 4);
      Seen seen =
          new AnalysisPass(model, Optional.of(teacher), settings).see(picture(golden), QUESTION);
      assertArrayEquals(new long[] {4, 16}, seen.teacher().orElseThrow().shape());
      List<LayerFigure> figures = new PictureFigures(settings).of(seen, Optional.empty());
      assertEquals(
          List.of("cknna.encoder", "cknna.teacher"),
          figures.stream().map(LayerFigure::measure).toList());
      assertEquals(
          new Figure.Undefined("fewer than 11 tokens in the picture"), figures.getFirst().figure());
    }
  }

  @Test
  void refusesATeacherThatIsNone() throws Exception {
    try (LoadedModel model = open(TinyModelDirectory.write(with.torch(), folder, 1).path())) {
      VisionView view = model.model().encoder().view();
      assertThrows(
          CheckpointRejected.class,
          () -> AnalysisTeacher.open(with.torch(), Golden.directory("llava-vicuna-clip"), view));
    }
  }

  @Test
  void ofAModelBesideItselfHasACosineOfOne() throws Exception {
    Golden golden = Golden.of("llava-vicuna-clip");
    try (LoadedModel model = open(golden.directory())) {
      Seen seen = seen(model, golden, EnumSet.of(Measure.COSINE));
      var settings = new AnalysisSettings(EnumSet.of(Measure.COSINE), List.of(1), 4);
      List<LayerFigure> figures = new PictureFigures(settings).of(seen, Optional.of(seen));
      Figure.Known against =
          (Figure.Known)
              figures.stream()
                  .filter(each -> each.measure().equals("cosine.against"))
                  .findFirst()
                  .orElseThrow()
                  .figure();
      assertEquals(1, against.value(), 1e-9);
    }
  }
}
