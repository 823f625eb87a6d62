package io.viralstream.models.tensor;

import java.util.ArrayList;
import java.util.List;

/// Operations on rows that belong to different sequences, each computed alike whatever the others
/// hold.
///
/// On the CPU a row's bits depend on the shapes alone. Fused attention does not keep that promise:
/// its scratch memory lies differently in each thread, and the matrix products with it.
public final class RowAttention {
  private RowAttention() {}

  /// Attention of q `[B, H, 1, D]` over k and v `[B, G, S, D]`, row by row, where the boolean mask
  /// `[B, 1, 1, S]` is true; each row sees one slot at least.
  public static Tensor attend(Tensor q, Tensor k, Tensor v, Tensor mask) {
    return q.memory().torch().tensor("attend_rows", q, k, v, mask);
  }

  /// Writes one slot of each row in place: fresh `[B, G, 1, D]` into `[B, G, S, D]` at I64 slots
  /// `[B]`.
  public static void put(Tensor rows, Tensor slots, Tensor fresh) {
    rows.memory().torch().effect("put_rows", rows, slots, fresh);
  }

  /// What stays the same from token to token: the weights of a decoder's blocks.
  ///
  /// @param weights of each block its norm, query, key, value, output, norm, gate, up and down
  /// @param inputBiases of each block those of query, key and value, or none at all
  /// @param outputBiases of each block that of its output, or none at all
  public record Decoder(
      List<Tensor> weights,
      List<Tensor> inputBiases,
      List<Tensor> outputBiases,
      Adapters adapters,
      double normEpsilon) {}

  /// Low-rank adapters beside a decoder's linear maps.
  ///
  /// @param downs `[r, in]` of each adapter
  /// @param ups `[out, r]` of each
  /// @param places of each block for its query, key, value, output, gate, up and down which of the
  ///   adapters is its own, or -1; nothing where there is none at all
  public record Adapters(List<Tensor> downs, List<Tensor> ups, double[] scales, long[] places) {
    public static Adapters none() {
      return new Adapters(List.of(), List.of(), new double[0], new long[0]);
    }
  }

  /// The memory of a step: keys and values of each block `[B, G, S, D]`, the I64 slots `[B]` that
  /// are written, how many slots are looked at, and the mask over them.
  public record Memory(
      List<Tensor> keys, List<Tensor> values, Tensor slots, int seen, Tensor mask) {}

  /// One new token of each row, `[B, 1, D]`, through all blocks.
  public static Tensor decode(
      Tensor x, Tensor cosines, Tensor sines, Memory memory, Decoder decoder) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(x, cosines, sines, array(memory.keys()), array(memory.values())));
    arguments.addAll(List.of(memory.slots(), (long) memory.seen(), memory.mask()));
    arguments.add(array(decoder.weights()));
    arguments.add(array(decoder.inputBiases()));
    arguments.add(array(decoder.outputBiases()));
    Adapters adapters = decoder.adapters();
    boolean adapted = adapters.places().length > 0;
    if (adapted) {
      arguments.addAll(List.of(array(adapters.downs()), array(adapters.ups())));
      arguments.addAll(List.of(adapters.scales(), adapters.places()));
    }
    arguments.add(decoder.normEpsilon());
    String kernel = adapted ? "decode_adapted_rows" : "decode_rows";
    return x.memory().torch().tensor(kernel, arguments.toArray());
  }

  private static Tensor[] array(List<Tensor> tensors) {
    return tensors.toArray(Tensor[]::new);
  }
}
