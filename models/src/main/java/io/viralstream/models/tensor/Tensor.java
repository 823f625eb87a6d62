package io.viralstream.models.tensor;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An array of numbers in native memory with the operations that are safe to use.
///
/// Every operation gives a new tensor in the innermost [Scope] of the thread and lets gradients
/// through, unless its comment says otherwise. Dimensions count from 0; negative ones from the end.
/// Shapes below are written `[B, T, D]`. To add an operation, add a kernel to `kernels.torchscript`
/// and a method here.
public final class Tensor implements AutoCloseable {
  private final NativeTensor memory;
  private long @Nullable [] sizes;

  Tensor(NativeTensor memory) {
    this.memory = memory;
  }

  // Shape and type.

  public long[] shape() {
    if (sizes == null) {
      sizes = Libtorch.sizes(handle());
    }
    return sizes.clone();
  }

  public long size(int dimension) {
    long[] shape = shape();
    return shape[dimension < 0 ? shape.length + dimension : dimension];
  }

  public long elements() {
    return Shapes.elements(shape());
  }

  public Kind kind() {
    return Libtorch.kind(handle());
  }

  /// Converts the elements; gradients pass.
  public Tensor to(Kind kind) {
    return kernel("to_kind", this, kind.scalarType);
  }

  /// In F32 where it is of half precision, which is too coarse for sums and norms; wider types stay
  /// as they are.
  public Tensor precise() {
    return switch (kind()) {
      case F16, BF16 -> to(Kind.F32);
      case F32, F64, I64, I32, U8, BOOL -> this;
    };
  }

  // Arithmetic, with broadcasting.

  public Tensor add(Tensor other) {
    return kernel("add", this, other);
  }

  public Tensor sub(Tensor other) {
    return kernel("sub", this, other);
  }

  public Tensor mul(Tensor other) {
    return kernel("mul", this, other);
  }

  public Tensor div(Tensor other) {
    return kernel("div", this, other);
  }

  public Tensor add(double number) {
    return kernel("add_number", this, number);
  }

  public Tensor mul(double number) {
    return kernel("mul_number", this, number);
  }

  public Tensor pow(double exponent) {
    return kernel("pow_number", this, exponent);
  }

  public Tensor neg() {
    return mul(-1);
  }

  public Tensor abs() {
    return kernel("abs", this);
  }

  public Tensor cos() {
    return kernel("cos", this);
  }

  public Tensor sin() {
    return kernel("sin", this);
  }

  /// `base` to the power of each element.
  public Tensor powersOf(double base) {
    return kernel("power_of", this, base);
  }

  // Products.

  public Tensor matmul(Tensor other) {
    return kernel("matmul", this, other);
  }

  /// `x · weightᵀ`: `[.., in]` and `[out, in]` give `[.., out]`, in the type of x, to which an F32
  /// master is rounded for the product.
  public Tensor linear(Tensor weight) {
    return kernel("linear", this, weight);
  }

  /// `x · weightᵀ + bias`.
  public Tensor linear(Tensor weight, Tensor bias) {
    return kernel("linear_bias", this, weight, bias);
  }

  /// This `[.., out]` and `scale · up · down · x`, of x `[.., in]`, down `[r, in]` and up `[out,
  /// r]`.
  public Tensor addLowRank(Tensor x, Tensor down, Tensor up, double scale) {
    return kernel("add_low_rank", this, x, down, up, scale);
  }

  // Shapes and selections.

  /// One size may be -1.
  public Tensor reshape(long... shape) {
    return kernel("reshape", this, shape);
  }

  /// Repeats dimensions of size 1 without copying.
  public Tensor expand(long... shape) {
    return kernel("expand", this, shape);
  }

  public Tensor transpose(int a, int b) {
    return kernel("transpose", this, (long) a, (long) b);
  }

  public Tensor permute(long... dimensions) {
    return kernel("permute", this, dimensions);
  }

  /// Elements `start` to `start + length` of one dimension.
  public Tensor narrow(int dimension, long start, long length) {
    return kernel("narrow", this, (long) dimension, start, length);
  }

  /// One index of a dimension, which disappears.
  public Tensor select(int dimension, long index) {
    return kernel("select", this, (long) dimension, index);
  }

  public static Tensor concat(List<Tensor> parts, int dimension) {
    return parts.getFirst().kernel("concat", parts.toArray(Tensor[]::new), (long) dimension);
  }

  public static Tensor stack(List<Tensor> parts, int dimension) {
    return parts.getFirst().kernel("stack", parts.toArray(Tensor[]::new), (long) dimension);
  }

  /// Picks whole slices of a dimension by an I64 vector.
  public Tensor indexSelect(int dimension, Tensor index) {
    return kernel("index_select", this, (long) dimension, index);
  }

  /// This with the slices of `added` on top of its own at an I64 vector of indices; where no index
  /// comes twice, the same bits on every device.
  public Tensor indexAdd(int dimension, Tensor index, Tensor added) {
    return kernel("index_add", this, (long) dimension, index, added);
  }

  /// Rows of this `[V, D]` table for I64 ids `[..]`: `[.., D]`.
  public Tensor embedding(Tensor ids) {
    return kernel("embedding", this, ids);
  }

  // Reductions.

  public Tensor sum() {
    return kernel("sum", this);
  }

  public Tensor mean() {
    return kernel("mean", this);
  }

  public Tensor sum(int dimension) {
    return kernel("sum_dim", this, (long) dimension, false);
  }

  public Tensor mean(int dimension) {
    return kernel("mean_dim", this, (long) dimension, false);
  }

  /// I64 indices of the largest elements; no gradient.
  public Tensor argmax(int dimension) {
    return kernel("argmax", this, (long) dimension);
  }

  // Activations and normalisations.

  public Tensor softmax(int dimension) {
    return kernel("softmax", this, (long) dimension);
  }

  public Tensor silu() {
    return kernel("silu", this);
  }

  /// `silu(x) · other`.
  public Tensor siluMul(Tensor other) {
    return kernel("silu_mul", this, other);
  }

  /// GELU by the error function.
  public Tensor gelu() {
    return kernel("gelu", this);
  }

  /// GELU by the tanh approximation.
  public Tensor geluTanh() {
    return kernel("gelu_tanh", this);
  }

  /// `x · sigmoid(1.702 x)`, as OpenAI's CLIP has it.
  public Tensor geluQuick() {
    return kernel("gelu_quick", this);
  }

  public Tensor layerNorm(Tensor weight, Tensor bias, double epsilon) {
    return kernel("layer_norm", this, weight, bias, epsilon);
  }

  public Tensor rmsNorm(Tensor weight, double epsilon) {
    return kernel("rms_norm", this, weight, epsilon);
  }

  /// `x / max(‖x‖, epsilon)` over the last dimension.
  public Tensor l2Normalize(double epsilon) {
    return kernel("l2_normalize", this, epsilon);
  }

  /// Cosine over the last dimension of two tensors of one shape.
  public Tensor cosine(Tensor other, double epsilon) {
    return kernel("cosine", this, other, epsilon);
  }

  // Attention: this is q `[B, H, T, D]`; k and v are `[B, G, S, D]` where G divides H.

  public Tensor attention(Tensor k, Tensor v) {
    return kernel("attention", this, k, v);
  }

  /// Position t sees positions 0 to t.
  public Tensor causalAttention(Tensor k, Tensor v) {
    return kernel("attention_causal", this, k, v);
  }

  /// @param mask `[B or 1, H or 1, T, S]`: boolean, true where seen; or a float that is added
  public Tensor attention(Tensor k, Tensor v, Tensor mask) {
    return kernel("attention_masked", this, k, v, mask);
  }

  /// Rotary position embedding in halves: `x·cos + (-x₂, x₁)·sin`, computed in F32.
  public Tensor rope(Tensor cos, Tensor sin) {
    return kernel("rope", this, cos, sin);
  }

  /// This `[B, T, D]` with zeros where the product of I32 numbers `[B, T, 1]` and `[D]`, wrapped to
  /// 32 bits, is below `least`.
  public Tensor zeroedBelow(long least, Tensor rows, Tensor columns) {
    return kernel("zeroed_below", this, rows, columns, least);
  }

  // Losses, one value for each row.

  /// `-log softmax(x)[target]` of logits `[R, V]` and I64 targets `[R]`; 0 where the target is
  /// -100.
  public Tensor crossEntropy(Tensor targets) {
    return kernel("cross_entropy", this, targets);
  }

  /// Of logits and targets in [0, 1], element by element.
  public Tensor binaryCrossEntropy(Tensor targets) {
    return kernel("binary_cross_entropy", this, targets);
  }

  // Memory and gradients.

  /// The same memory, cut off from the backward pass.
  public Tensor detach() {
    return kernel("detach", this);
  }

  /// New memory; gradients pass.
  public Tensor copy() {
    return kernel("copy", this);
  }

  public Tensor zerosLike() {
    return kernel("zeros_like", this);
  }

  /// Writes into this tensor's memory; use it outside of recording scopes.
  public void overwrite(Tensor source) {
    memory.torch().effect("overwrite", this, source);
  }

  /// Makes this a leaf whose gradient can be asked for.
  public Tensor tracked() {
    Libtorch.track(handle(), true);
    return this;
  }

  // Reading back, row-major; no gradient.

  /// Takes a tensor's bytes, piece after piece.
  ///
  /// @param <E> what taking them may fail with
  @FunctionalInterface
  public interface PieceReader<E extends Exception> {
    /// @param piece whole elements, valid only meanwhile
    /// @param begin the bytes before it
    void take(MemorySegment piece, long begin) throws E;
  }

  /// Shows its elements in their own type, little-endian, in pieces of at most 16 MiB: they may be
  /// more than a Java array or a buffer can hold, and are not copied as a whole if they lie in
  /// order beside the processor. Needs no open scope.
  public <E extends Exception> void read(PieceReader<E> reader) throws E {
    Torch torch = memory.torch();
    try (Scope scope = torch.inference()) {
      torch.read(this, reader);
    }
  }

  public float[] floats() {
    return HostReading.floats(this);
  }

  public double[] doubles() {
    return HostReading.doubles(this);
  }

  /// Whole numbers; fractions are cut off.
  public long[] longs() {
    return HostReading.longs(this);
  }

  public boolean[] booleans() {
    return HostReading.booleans(this);
  }

  /// The only element.
  ///
  /// @throws IllegalStateException when there are more
  public double number() {
    if (elements() != 1) {
      throw new IllegalStateException("shape " + Shapes.text(shape()) + ", expected one element");
    }
    return doubles()[0];
  }

  /// Frees a kept tensor; again is harmless.
  @Override
  public void close() {
    memory.free();
  }

  NativeTensor memory() {
    return memory;
  }

  long handle() {
    return memory.handle();
  }

  private Tensor kernel(String name, Object... arguments) {
    return memory.torch().tensor(name, arguments);
  }
}
