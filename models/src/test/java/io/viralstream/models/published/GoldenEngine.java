package io.viralstream.models.published;

import io.viralstream.models.tensor.Device;
import io.viralstream.models.tensor.DeviceRefused;
import io.viralstream.models.tensor.Numerics;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.tensor.WeightType;
import java.io.IOException;

/// Where the tests tagged `cuda` compute the goldens again, and how near to the reference they must
/// come: in F32 to a thousandth, in BF16 to a twentieth, as each of its roundings is up to .4 %.
///
/// Without a card these tests are skipped by name. `-Dgolden.device=cpu` rehearses them there.
public enum GoldenEngine {
  F32(WeightType.F32, 1e-3),
  BF16(WeightType.BF16, 5e-2);

  private final WeightType weights;
  private final double tolerance;

  GoldenEngine(WeightType weights, double tolerance) {
    this.weights = weights;
    this.tolerance = tolerance;
  }

  /// Whether this machine and its libtorch have the device.
  public static boolean isThere() {
    try {
      F32.open().close();
      return true;
    } catch (DeviceRefused missing) {
      return false;
    }
  }

  public Torch open() {
    Device device = Device.named(System.getProperty("golden.device", "cuda"));
    return Torch.open(new TorchSettings(1, Numerics.of(device, weights)));
  }

  /// Relative to the largest number of a tensor where that is above 1.
  public double tolerance() {
    return tolerance;
  }

  public Golden golden(String name) throws IOException {
    return Golden.of(name, tolerance);
  }
}
