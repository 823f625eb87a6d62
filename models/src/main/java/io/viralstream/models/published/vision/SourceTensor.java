package io.viralstream.models.published.vision;

import java.util.stream.LongStream;

/// Where a weight of ours lies in somebody's file.
///
/// A query weight `[D, D]` fused with key and value, for instance, is part 0 of 3 of a tensor `[3D,
/// D]`; a class token `[D]` that is kept as `[1, 1, D]` has two leading ones.
///
/// @param name of the tensor in the file
/// @param leadingOnes axes of size 1 in front of ours
/// @param part which of the equal parts along the first axis, from 0
/// @param parts into how many the tensor is cut
/// @param flat whether all axes behind the first are one
record SourceTensor(String name, int leadingOnes, int part, int parts, boolean flat) {
  static SourceTensor whole(String name) {
    return new SourceTensor(name, 0, 0, 1, false);
  }

  /// Under axes of size 1.
  static SourceTensor under(int ones, String name) {
    return new SourceTensor(name, ones, 0, 1, false);
  }

  static SourceTensor part(int part, int parts, String name) {
    return new SourceTensor(name, 0, part, parts, false);
  }

  /// As a matrix.
  static SourceTensor flat(String name) {
    return new SourceTensor(name, 0, 0, 1, true);
  }

  SourceTensor named(String other) {
    return new SourceTensor(other, leadingOnes, part, parts, flat);
  }

  /// The shape of the whole tensor in the file, where ours is that one.
  long[] shape(long... ours) {
    LongStream whole =
        flat
            ? LongStream.of(ours[0], LongStream.of(ours).skip(1).reduce(1, Math::multiplyExact))
            : LongStream.of(ours);
    long[] shape =
        LongStream.concat(LongStream.generate(() -> 1).limit(leadingOnes), whole).toArray();
    shape[leadingOnes] = Math.multiplyExact(shape[leadingOnes], (long) parts);
    return shape;
  }
}
