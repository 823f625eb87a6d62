package io.viralstream.models.tensor;

/// Where an engine computes, and in which type: chosen once, when it is opened, and asked for
/// everywhere else.
///
/// @param device where tensors live
/// @param weights the type of weights, and of what is computed with them; a file's own type is
///   turned into it while reading
public record Numerics(Device device, Kind weights) {
  /// In F32, the only type that models are computed in so far.
  public static Numerics on(Device device) {
    return new Numerics(device, Kind.F32);
  }
}
