package io.viralstream.models.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ParametersTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  @Test
  void startWithTheSameBitsForTheSameSeed() {
    try (VisionLanguageModel first = TinyNetwork.fresh(with.torch(), 3);
        VisionLanguageModel second = TinyNetwork.fresh(with.torch(), 3);
        VisionLanguageModel third = TinyNetwork.fresh(with.torch(), 4)) {
      for (String name : first.parameters().names()) {
        assertArrayEquals(
            first.parameters().read(with.torch(), name),
            second.parameters().read(with.torch(), name));
      }
      String head = "language_model.lm_head.weight";
      assertNotEquals(
          first.parameters().read(with.torch(), head)[0],
          third.parameters().read(with.torch(), head)[0]);
    }
  }

  @Test
  void giveBackWhatIsWrittenAndRefuseAnotherSize() {
    try (VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 3)) {
      String name = "multi_modal_projector.linear_1.bias";
      float[] values = new float[16];
      values[3] = 2;
      model.parameters().write(with.torch(), name, values);
      assertArrayEquals(values, model.projectorParameters().read(with.torch(), name));
      assertThrows(
          IllegalArgumentException.class,
          () -> model.parameters().write(with.torch(), name, new float[15]));
      assertThrows(
          IllegalArgumentException.class, () -> model.parameters().named("language_model.no"));
    }
  }

  @Test
  void fallIntoEncoderProjectorAndLanguageModel() {
    try (VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 3)) {
      assertEquals(4, model.projectorParameters().names().size());
      assertEquals(
          model.parameters().elements(),
          model.encoderParameters().elements()
              + model.projectorParameters().elements()
              + model.languageParameters().elements());
    }
  }

  @Test
  void areAllFreedOnClose() {
    long before = with.torch().living();
    TinyNetwork.fresh(with.torch(), 3).close();
    assertEquals(before, with.torch().living());
  }
}
