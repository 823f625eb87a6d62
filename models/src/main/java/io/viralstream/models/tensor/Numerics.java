package io.viralstream.models.tensor;

/// Where an engine computes, and in which type: chosen once, when it is opened, and asked for
/// everywhere else.
///
/// @param device where tensors live
/// @param weights the type of frozen weights, and of what is computed with them; a file's own type
///   is turned into it while reading
public record Numerics(Device device, Kind weights) {
  /// In F32, as everything is computed that was not asked for otherwise.
  public static Numerics on(Device device) {
    return of(device, WeightType.F32);
  }

  public static Numerics of(Device device, WeightType weights) {
    return new Numerics(device, weights.kind());
  }

  /// The type of weights by its name for people.
  public WeightType weightType() {
    return weights == Kind.BF16 ? WeightType.BF16 : WeightType.F32;
  }
}
