package io.viralstream.models.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.models.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResizedGridTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  /// Cells 0 1 / 2 3, with their negatives as the second number of each.
  private final VisionBackbone counting =
      new VisionBackbone() {
        @Override
        public VisionView view() {
          return new VisionView(8, 2, 2, List.of(0., 0., 0.), List.of(1., 1., 1.));
        }

        @Override
        public Tensor features(Tensor pixels) {
          return with.torch().of(new float[] {0, 0, 1, -1, 2, -2, 3, -3}, 1, 4, 2);
        }
      };

  @Test
  void blendsNeighbouringCells() {
    ResizedGrid finer = new ResizedGrid(counting, 4);
    Tensor features = finer.features(with.torch().of(new float[0], 0));
    assertArrayEquals(
        new float[] {0, .25f, .75f, 1, .5f, .75f, 1.25f, 1.5f},
        features.narrow(1, 0, 8).select(2, 0).floats());
    assertArrayEquals(
        new float[] {-2, -2.25f, -2.75f, -3}, features.narrow(1, 12, 4).select(2, 1).floats());
  }

  @Test
  void hasTheOtherGridInItsView() {
    assertEquals(16, new ResizedGrid(counting, 4).view().patches());
    assertEquals(8, new ResizedGrid(counting, 4).view().imageSize());
  }
}
