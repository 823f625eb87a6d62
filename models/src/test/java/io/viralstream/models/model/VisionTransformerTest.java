package io.viralstream.models.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VisionTransformerTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  private VisionTransformer transformer(VisionTransformerSettings settings, Weights weights) {
    return new VisionTransformer(with.torch(), settings, weights);
  }

  private Weights fresh() {
    return Weights.from(FreshWeights.seeded(with.torch(), 1));
  }

  private Tensor pixels(VisionTransformer transformer) {
    return VisionEncoder.pixels(
        with.torch(), transformer.view(), List.of(TinyNetwork.picture(1), TinyNetwork.picture(2)));
  }

  @Test
  void normalisesEachColourByItsOwnStatistics() {
    VisionTransformerSettings settings = TinyNetwork.vision(new FeatureLayer.AfterFinalNorm());
    byte[] picture = new byte[8 * 8 * 3];
    picture[0] = (byte) 255;
    picture[5] = (byte) 102;
    Tensor pixels = VisionEncoder.pixels(with.torch(), settings.view(), List.of(picture));
    assertArrayEquals(new long[] {1, 3, 8, 8}, pixels.shape());
    float[] values = pixels.floats();
    assertEquals((1 - .5) / .3, values[0], 1e-6);
    assertEquals((0 - .4) / .2, values[64], 1e-6);
    assertEquals((.4 - .3) / .1, values[2 * 64 + 1], 1e-5);
  }

  @Test
  void cutsPatchesInReadingOrder() {
    Weights weights = fresh();
    PatchEmbedding embedding = PatchEmbedding.of(weights, 4, 16, true);
    // The kernel picks green at row 1, column 2 of a patch.
    float[] kernel = new float[16 * 3 * 4 * 4];
    kernel[16 + 4 + 2] = 1;
    weights.collected().write(with.torch(), "patch_embedding.weight", kernel);
    float[] image = new float[3 * 8 * 8];
    for (int i = 0; i < image.length; i++) {
      image[i] = i;
    }
    Tensor tokens = embedding.apply(with.torch().of(image, 1, 3, 8, 8));
    int first = 64 + 8 + 2;
    assertArrayEquals(
        new float[] {first, first + 4, first + 32, first + 36}, tokens.select(2, 0).floats());
  }

  @Test
  void givesTheTokensOfTheBlockThatTheSettingsName() {
    Weights weights = fresh();
    VisionTransformer early =
        transformer(TinyNetwork.vision(new FeatureLayer.AfterBlock(1)), weights);
    Tensor pixels = pixels(early);
    Tensor tokens = early.tokens(pixels, early.allCells(), 1);
    assertArrayEquals(new long[] {2, 5, 16}, tokens.shape());
    assertArrayEquals(tokens.narrow(1, 1, 4).floats(), early.features(pixels).floats());
    assertArrayEquals(
        early.normedTokens(pixels, early.allCells()).select(1, 0).floats(),
        early.classFeature(pixels, early.allCells()).floats());
  }

  @Test
  void placesACropAtTheCellsItIsTold() {
    VisionTransformer transformer =
        transformer(TinyNetwork.vision(new FeatureLayer.AfterFinalNorm()), fresh());
    Tensor whole = pixels(transformer);
    Tensor bottomRight = whole.narrow(2, 4, 4).narrow(3, 4, 4);
    Tensor cell = with.torch().of(new int[] {3, 3}, 2, 1);
    float[] placed = transformer.tokens(bottomRight, cell, 0).select(1, 1).floats();
    float[] inPlace = transformer.tokens(whole, transformer.allCells(), 0).select(1, 4).floats();
    assertArrayEquals(inPlace, placed, 1e-6f);
  }

  @Test
  void keepsOneTensorHoweverManyBlocksThereAre() {
    VisionTransformer transformer =
        transformer(TinyNetwork.vision(new FeatureLayer.AfterFinalNorm()), fresh());
    Tensor pixels = pixels(transformer);
    long before = with.torch().living();
    transformer.tokens(pixels, transformer.allCells(), 1);
    long afterOne = with.torch().living();
    transformer.tokens(pixels, transformer.allCells(), 2);
    assertEquals(afterOne - before, with.torch().living() - afterOne);
  }

  @Test
  void worksWithoutClassTokenAndWithLayerScale() {
    VisionTransformerSettings with = TinyNetwork.vision(new FeatureLayer.AfterFinalNorm());
    VisionTransformerSettings settings =
        new VisionTransformerSettings(
            8,
            4,
            16,
            2,
            2,
            24,
            Activation.SILU,
            false,
            1e-6,
            OptionalDouble.of(0),
            with.feature(),
            with.mean(),
            with.deviation());
    VisionTransformer transformer = transformer(settings, fresh());
    Tensor pixels = pixels(transformer);
    // Scaled by zero, the blocks add nothing.
    assertArrayEquals(
        transformer.tokens(pixels, transformer.allCells(), 0).floats(),
        transformer.tokens(pixels, transformer.allCells(), 2).floats());
    assertThrows(
        IllegalStateException.class,
        () -> transformer.classFeature(pixels, transformer.allCells()));
  }

  @Test
  void startsFromPositionsThatTellEveryCellApart() {
    float[] table = SinCosPositions.table(8, 128);
    double squares = 0;
    for (float value : table) {
      squares += value * value;
    }
    assertEquals(.5, Math.sqrt(squares / table.length), .05);
    for (int cell = 1; cell < 64; cell++) {
      double distance = 0;
      for (int i = 0; i < 128; i++) {
        double difference = table[cell * 128 + i] - table[(cell - 1) * 128 + i];
        distance += difference * difference;
      }
      assertEquals(true, distance > .1, "cells " + (cell - 1) + " and " + cell + " look alike");
    }
  }

  @Test
  void startsWithWeightsOfTheDeviationsThatLearnt() {
    Parameters parameters;
    VisionTransformerSettings tiny = TinyNetwork.vision(new FeatureLayer.AfterFinalNorm());
    VisionTransformerSettings settings =
        new VisionTransformerSettings(
            112,
            14,
            128,
            5,
            4,
            512,
            Activation.GELU,
            true,
            1e-6,
            OptionalDouble.empty(),
            tiny.feature(),
            tiny.mean(),
            tiny.deviation());
    Weights weights = fresh();
    transformer(settings, weights);
    parameters = weights.collected();
    assertEquals(1.075e6, parameters.elements(), 5e3);
    assertDeviation(parameters, "encoder.layers.0.self_attn.q_proj.weight", 1 / Math.sqrt(128));
    assertDeviation(parameters, "encoder.layers.4.mlp.fc2.weight", 1 / Math.sqrt(512 * 2.0 * 5));
    assertDeviation(parameters, "embeddings.patch_embedding.weight", 1 / Math.sqrt(588));
  }

  private void assertDeviation(Parameters parameters, String name, double expected) {
    float[] values = parameters.read(with.torch(), name);
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    assertEquals(expected, Math.sqrt(squares / values.length), expected * .05);
    assertEquals(
        values.length, Arrays.stream(parameters.named(name).shape()).reduce(1, (a, b) -> a * b));
  }
}
