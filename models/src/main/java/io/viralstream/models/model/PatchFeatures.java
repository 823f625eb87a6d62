package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The features of one picture on the Java heap, so that they can be cached.
///
/// @param values `[tokens, width]` row-major
/// @param tokens N
/// @param width D_z or d
public record PatchFeatures(float[] values, int tokens, int width) {
  public PatchFeatures {
    Require.between("features.size", values.length, (long) tokens * width, (long) tokens * width);
  }

  /// One for each picture of a batch `[M, N, D]`.
  static List<PatchFeatures> each(Tensor batch) {
    int tokens = Math.toIntExact(batch.size(1));
    int width = Math.toIntExact(batch.size(2));
    float[] all = batch.floats();
    return IntStream.range(0, Math.toIntExact(batch.size(0)))
        .mapToObj(i ->
            new PatchFeatures(
                Arrays.copyOfRange(all, i * tokens * width, (i + 1) * tokens * width),
                tokens,
                width))
        .toList();
  }

  /// `[M, N, D]` of pictures that have equally many tokens of equal width.
  public static Tensor stacked(Torch torch, List<PatchFeatures> features) {
    PatchFeatures first = features.getFirst();
    float[] all = new float[Math.multiplyExact(features.size(), first.values.length)];
    for (int i = 0; i < features.size(); i++) {
      PatchFeatures each = features.get(i);
      Require.between("features.tokens", each.tokens, first.tokens, first.tokens);
      Require.between("features.width", each.width, first.width, first.width);
      System.arraycopy(each.values, 0, all, i * first.values.length, first.values.length);
    }
    return torch.of(all, features.size(), first.tokens, first.width);
  }
}
