package io.viralstream.models.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.Golden;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every tensor of a LLaVA against transformers, from the picture's file and the question on.
class StudentFeaturesTest {
  private static final String QUESTION = "Is there a red circle in the image?";

  @RegisterExtension final WithTorch with = new WithTorch();

  @ParameterizedTest
  @ValueSource(strings = {"llava-vicuna-clip", "llava-qwen-siglip"})
  void areThoseOfTransformers(String name) throws Exception {
    Golden golden = Golden.of(name);
    try (LoadedModel model =
        LoadedModel.open(with.torch(), golden.directory(), ServingOptions.published())) {
      int blocks = model.model().language().settings().blocks();
      List<Integer> layers = java.util.stream.IntStream.rangeClosed(0, blocks).boxed().toList();
      for (StoredTensor tensor : StudentFeatures.of(model, picture(golden), QUESTION, layers)) {
        if (tensor.name().equals("pixels_u8")) {
          byte[] pixels = tensor.data().toArray(ValueLayout.JAVA_BYTE);
          assertArrayEquals(golden.bytes("pixels_u8"), pixels);
        } else {
          golden.assertClose(tensor.name(), tensor.floats());
        }
      }
    }
    golden.report();
  }

  @Test
  void haveOneRowForEachVisualToken() throws Exception {
    Golden golden = Golden.of("llava-vicuna-clip");
    try (LoadedModel model =
        LoadedModel.open(with.torch(), golden.directory(), ServingOptions.published())) {
      int middle = StudentFeatures.middleLayer(model);
      List<StoredTensor> tensors = StudentFeatures.of(model, picture(golden), "", List.of(middle));
      assertEquals(
          List.of("pixels_u8", "vision", "projected", "hidden." + middle, "logits"),
          tensors.stream().map(StoredTensor::name).toList());
      assertEquals(tensors.get(1).shape().getFirst(), tensors.get(3).shape().getFirst());
      assertEquals(1, tensors.getLast().shape().size());
    }
  }

  @Test
  void refuseALayerThatTheModelDoesNotHave() throws Exception {
    Golden golden = Golden.of("llava-vicuna-clip");
    try (LoadedModel model =
        LoadedModel.open(with.torch(), golden.directory(), ServingOptions.published())) {
      int beyond = model.model().language().settings().blocks() + 1;
      Picture picture = picture(golden);
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> StudentFeatures.of(model, picture, "", List.of(beyond)));
      assertEquals(
          "layer=%d, expected 0 to %d".formatted(beyond, beyond - 1), refused.getMessage());
    }
  }

  @Test
  void ofATeacherHaveTheStudentsGrid() throws Exception {
    Golden golden = Golden.of("llava-vicuna-clip");
    try (LoadedModel model =
        LoadedModel.open(with.torch(), golden.directory(), ServingOptions.published())) {
      VisionView student = model.model().encoder().view();
      Path teacher = Golden.directory("dinov2");
      StoredTensor beside = TeacherFeatures.beside(student, with.torch(), teacher, picture(golden));
      assertEquals(student.patches(), beside.shape().getFirst());
      int size = 7 * (student.grid() + 1);
      StoredTensor alone = TeacherFeatures.alone(with.torch(), teacher, size, picture(golden));
      assertEquals((student.grid() + 1) * (student.grid() + 1), alone.shape().getFirst());
    }
  }

  private static Picture picture(Golden golden) throws Exception {
    byte[] file = Files.readAllBytes(golden.directory().resolve("picture.png"));
    return PictureReader.standard(1L << 30).read(file);
  }
}
