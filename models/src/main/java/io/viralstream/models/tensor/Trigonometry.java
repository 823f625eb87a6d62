package io.viralstream.models.tensor;

/// The operations that rotary positions are made of; gradients pass.
public final class Trigonometry {
  private Trigonometry() {}

  public static Tensor cos(Tensor angles) {
    return angles.memory().torch().tensor("cos", angles);
  }

  public static Tensor sin(Tensor angles) {
    return angles.memory().torch().tensor("sin", angles);
  }

  /// `base` to the power of each exponent.
  public static Tensor powers(double base, Tensor exponents) {
    return exponents.memory().torch().tensor("power_of", exponents, base);
  }
}
