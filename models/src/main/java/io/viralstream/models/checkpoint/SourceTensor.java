package io.viralstream.models.checkpoint;

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
public record SourceTensor(String name, int leadingOnes, int part, int parts, boolean flat) {
  public static SourceTensor whole(String name) {
    return new SourceTensor(name, 0, 0, 1, false);
  }

  /// Under axes of size 1.
  public static SourceTensor under(int ones, String name) {
    return new SourceTensor(name, ones, 0, 1, false);
  }

  public static SourceTensor part(int part, int parts, String name) {
    return new SourceTensor(name, 0, part, parts, false);
  }

  /// As a matrix.
  public static SourceTensor flat(String name) {
    return new SourceTensor(name, 0, 0, 1, true);
  }

  public SourceTensor named(String other) {
    return new SourceTensor(other, leadingOnes, part, parts, flat);
  }

  /// The shape of the whole tensor in the file, where ours is that one.
  public long[] shape(long... ours) {
    LongStream whole =
        flat
            ? LongStream.of(ours[0], LongStream.of(ours).skip(1).reduce(1, Math::multiplyExact))
            : LongStream.of(ours);
    long[] shape =
        LongStream.concat(LongStream.generate(() -> 1).limit(leadingOnes), whole).toArray();
    shape[leadingOnes] = Math.multiplyExact(shape[leadingOnes], (long) parts);
    return shape;
  }

  /// The part that is ours of the whole tensor, in the file's own axes. Rows lie one behind the
  /// other, so that it is a slice of the mapped file.
  StoredTensor in(StoredTensor whole) {
    if (parts == 1) return whole;
    long rows = whole.shape().getFirst() / parts;
    return whole.rows(part * rows, rows);
  }
}
