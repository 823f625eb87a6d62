package io.viralstream.models.preprocess;

import io.viralstream.models.checkpoint.ElementType;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.model.PatchFeatures;

/// The type in which a teacher's features are stored, and to which they are rounded before their
/// first use (docs/method.md §7.6).
///
/// Rounding is to the nearest number, ties to even. A number beyond F16's largest, 65504, becomes
/// infinite there; BF16 has F32's range.
public enum FeatureType {
  /// As the teacher computed them.
  F32(ElementType.F32),
  /// 11 significant bits.
  F16(ElementType.F16),
  /// 8 significant bits.
  BF16(ElementType.BF16);

  private final ElementType element;

  FeatureType(ElementType element) {
    this.element = element;
  }

  /// How one number lies in a file.
  ElementType element() {
    return element;
  }

  /// The features with every number replaced by the nearest that this type has.
  public PatchFeatures rounded(PatchFeatures features) {
    return switch (this) {
      case F32 -> features;
      case F16, BF16 ->
          new PatchFeatures(stored(features).floats(), features.tokens(), features.width());
    };
  }

  /// The features as they lie in a file, `[tokens, width]`.
  StoredTensor stored(PatchFeatures features) {
    long[] shape = {features.tokens(), features.width()};
    return switch (this) {
      case F32 -> StoredTensor.f32("features", shape, features.values());
      case F16 -> StoredTensor.f16("features", shape, features.values());
      case BF16 -> StoredTensor.bf16("features", shape, features.values());
    };
  }
}
