package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.model.AttentionMask;
import io.viralstream.models.model.HiddenStates;
import io.viralstream.models.model.KeyValueMemory;
import io.viralstream.models.model.KeyValueRows;
import io.viralstream.models.model.LanguageModel;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.TrainedVersion;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.WeightType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Models whose frozen weights are bfloat16, beside the same in F32.
class WeightTypeTest {
  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  private ModelOpener models;
  private Path version;

  @BeforeEach
  void write() throws IOException {
    models = Openers.of(with.torch());
    version = TrainedVersion.write(with.torch(), "llava-vicuna-clip", 1, folder.resolve("arm-1-1"));
  }

  private LoadedModel open(WeightType type) throws IOException {
    return models.in(type).open(version.toUri().toString(), DirectoryHash.of(version));
  }

  @Test
  void haveOneOpenerForEachType() {
    assertSame(models, models.in(WeightType.F32));
    assertSame(models.in(WeightType.BF16), models.in(WeightType.BF16));
    assertSame(models, models.in(WeightType.BF16).in(WeightType.F32));
    assertEquals(Kind.BF16, models.in(WeightType.BF16).torch().numerics().weights());
  }

  @Test
  void holdInF32WhatIsTrainedAndNothingElse() throws IOException {
    try (LoadedModel model = open(WeightType.BF16);
        LoadedModel wide = open(WeightType.F32)) {
      for (String name : model.model().parameters().names()) {
        boolean trained = name.startsWith("multi_modal_projector.");
        Kind kind = model.model().parameters().named(name).kind();
        assertEquals(trained ? Kind.F32 : Kind.BF16, kind, name);
      }
      for (String name : model.model().adapterParameters().names()) {
        assertArrayEquals(
            wide.model().adapterParameters().read(with.torch(), name),
            model.model().adapterParameters().read(model.torch(), name),
            name);
      }
      assertTrue(model.bytes() < .7 * wide.bytes(), model.bytes() + " of " + wide.bytes());
    }
  }

  @Test
  void keepTheirFeaturesOfPicturesApart() throws IOException {
    try (LoadedModel model = open(WeightType.BF16);
        LoadedModel wide = open(WeightType.F32)) {
      assertNotEquals(wide.featureKey(), model.featureKey());
    }
  }

  @Test
  void computeStatesInHalfPrecisionAndScoresInF32() throws IOException {
    try (LoadedModel model = open(WeightType.BF16)) {
      Torch torch = model.torch();
      HiddenStates states = states(torch, model.model().language(), new int[] {1, 7, 9});
      assertEquals(Kind.BF16, states.last().kind());
      assertEquals(Kind.F32, model.model().language().logits(states.last()).kind());
      Tensor z = torch.zeros(Kind.F32, 1, 4, model.model().encoder().settings().width());
      assertEquals(Kind.BF16, model.model().project(z).kind());
    }
  }

  /// A token step computes attention by another kernel, which rounds elsewhere.
  @Test
  void goOnWithATokenAsWithTheWholeText() throws IOException {
    try (LoadedModel model = open(WeightType.BF16)) {
      Torch torch = model.torch();
      LanguageModel language = model.model().language();
      try (KeyValueRows rows = new KeyValueRows(torch, language.settings(), 1, 8)) {
        Tensor begun = language.embed(torch.of(new int[] {1, 7}, 1, 2));
        language.last(
            begun,
            torch.of(new int[] {0, 1}, 1, 2),
            new AttentionMask.Causal(),
            rows.beginning(List.of(0), List.of(2)));
        Tensor stepped =
            language.next(
                language.embed(torch.of(new int[] {9}, 1, 1)),
                torch.of(new int[] {2}, 1),
                rows,
                3,
                torch.of(new boolean[] {true, true, true}, 1, 1, 1, 3));
        float[] whole = states(torch, language, new int[] {1, 7, 9}).last().select(1, 2).floats();
        assertArrayEquals(whole, stepped.floats(), 5e-2f);
      }
    }
  }

  private static HiddenStates states(Torch torch, LanguageModel language, int[] ids) {
    int[] positions = IntStream.range(0, ids.length).toArray();
    return language.hidden(
        language.embed(torch.of(ids, 1, ids.length)),
        torch.of(positions, 1, ids.length),
        new AttentionMask.Causal(),
        KeyValueMemory.none(),
        Set.of());
  }
}
