package io.viralstream.models.tensor;

import java.util.Locale;

/// The type in which frozen weights are held and models computed; what is trained has F32 masters,
/// gradients and moments in either (docs/method.md §5.6).
public enum WeightType {
  /// Whatever the file has.
  F32(Kind.F32),
  /// Eight significant bits: half the memory, and what graphics cards multiply fastest.
  BF16(Kind.BF16);

  private final Kind kind;

  WeightType(Kind kind) {
    this.kind = kind;
  }

  /// The type where nobody names one: BF16 on a card, F32 elsewhere.
  public static WeightType usual(Device device) {
    return device.isCard() ? BF16 : F32;
  }

  /// The type that a person names: `f32` or `bf16`.
  ///
  /// @throws IllegalArgumentException where the name is neither
  public static WeightType named(String name) {
    for (WeightType type : values()) if (type.word().equals(name)) return type;
    throw new IllegalArgumentException("weights=" + name + ", expected f32 or bf16");
  }

  /// Its name for people.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The type of its tensors.
  public Kind kind() {
    return kind;
  }
}
