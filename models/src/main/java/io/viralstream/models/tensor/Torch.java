package io.viralstream.models.tensor;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A tensor engine: makes tensors, opens scopes, runs kernels.
///
/// All its tensors live on one device, and it refuses those of any other engine, on whatever
/// device. Safe for use by several threads, each in its own scopes. Close it after the last tensor.
public final class Torch implements AutoCloseable {
  private final TorchSettings settings;
  private final Kernels kernels;
  private final HostTransfer transfer;
  private final AtomicLong living = new AtomicLong();

  /// What tensors lie over, by their handles: no collection may unmap it under them.
  private final Map<Long, Lent> lent = new ConcurrentHashMap<>();

  /// This and that of the other type of weights, once it was asked for.
  private final Map<WeightType, Torch> engines;

  private record Lent(MemorySegment memory, Runnable unused) {}

  private Torch(TorchSettings settings, Kernels kernels, Map<WeightType, Torch> engines) {
    this.settings = settings;
    this.kernels = kernels;
    this.engines = engines;
    engines.put(settings.numerics().weightType(), this);
    transfer = new HostTransfer(kernels, settings.device());
  }

  /// Loads libtorch from the class path, without network, and our kernels into it.
  ///
  /// Thread counts belong to the process: the last engine opened decides.
  ///
  /// @throws DeviceRefused where the device cannot be used; the CPU never takes its place
  public static Torch open(TorchSettings settings) {
    System.setProperty("ai.djl.offline", "true");
    load(settings.device());
    JniUtils.setNumThreads(settings.threads());
    limitInteropThreads();
    Torch torch = new Torch(settings, Kernels.load(), new EnumMap<>(WeightType.class));
    if (settings.device().isCard()) torch.demandCard();
    return torch;
  }

  /// CUDA's libtorch cannot be loaded without a driver, whatever it is to compute on.
  private static void load(Device device) {
    try {
      Engine.getEngine("PyTorch");
    } catch (EngineException unloaded) {
      throw new DeviceRefused(device, unloaded);
    }
  }

  /// Computes something and reads it back, as libtorch says only then what a card lacks.
  private void demandCard() {
    try (Scope scope = inference()) {
      double two = scalar(1, Kind.F32).add(1).number();
      if (two != 2) throw new IllegalStateException("1 + 1 = " + two);
    } catch (IllegalStateException unusable) {
      close();
      throw new DeviceRefused(settings.device(), unusable);
    }
  }

  /// Inter-op threads can be set once a process, before any parallel work.
  private static void limitInteropThreads() {
    if (JniUtils.getNumInteropThreads() != 1) {
      JniUtils.setNumInteropThreads(1);
    }
  }

  /// What the bits of a result depend on beside weights and input, in words, for the keys of
  /// caches: libtorch's version, our kernels, device, type of weights, number of threads.
  public String identity() {
    return "libtorch="
        + Engine.getEngine("PyTorch").getVersion()
        + " kernels="
        + KernelArchive.hash()
        + " "
        + settings.device().name()
        + " "
        + settings.numerics().weights()
        + " threads="
        + settings.threads();
  }

  /// A scope whose operations are recorded for [#gradients].
  public Scope training() {
    return Scope.recording();
  }

  /// A scope without recording: cheaper, and no gradient can leak through it.
  public Scope inference() {
    return Scope.silent();
  }

  /// A scope that records if the one around it does: for a part whose intermediate tensors are
  /// freed early. What a backward pass needs of them is held by libtorch itself.
  public Scope nested() {
    return Scope.nested();
  }

  /// F32 values, row-major.
  public Tensor of(float[] values, long... shape) {
    return of(MemorySegment.ofArray(values), values.length, Kind.F32, shape);
  }

  /// F64 values, row-major.
  public Tensor of(double[] values, long... shape) {
    return of(MemorySegment.ofArray(values), values.length, Kind.F64, shape);
  }

  /// I64 values, row-major.
  public Tensor of(long[] values, long... shape) {
    return of(MemorySegment.ofArray(values), values.length, Kind.I64, shape);
  }

  /// I64 values from ints, row-major: ids and positions.
  public Tensor of(int[] values, long... shape) {
    long[] longs = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      longs[i] = values[i];
    }
    return of(longs, shape);
  }

  /// Unsigned bytes, row-major: pixels.
  public Tensor of(byte[] values, long... shape) {
    return of(MemorySegment.ofArray(values), values.length, Kind.U8, shape);
  }

  /// Booleans, row-major: masks.
  public Tensor of(boolean[] values, long... shape) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return of(MemorySegment.ofArray(bytes), values.length, Kind.BOOL, shape);
  }

  /// A tensor without dimensions.
  public Tensor scalar(double value, Kind kind) {
    return of(new double[] {value}).to(kind);
  }

  /// Zeros of any type.
  public Tensor zeros(Kind kind, long... shape) {
    return full(0, kind, shape);
  }

  /// One value everywhere.
  public Tensor full(double value, Kind kind, long... shape) {
    return scalar(value, kind).expand(shape).copy();
  }

  /// Elements as they lie in a file, little-endian, of any type.
  ///
  /// Memory off the heap is copied once; a mapped file is read while that happens and never again.
  ///
  /// @param data exactly `kind.bytes()` times the number of elements
  /// @param as what the elements become
  public Tensor ofBytes(MemorySegment data, Kind kind, Kind as, long... shape) {
    long bytes = requireBytes(data, kind, shape);
    if (bytes == 0) {
      return zeros(as, shape);
    }
    Scope.innermost();
    try {
      return adopt(transfer.toDevice(data, kind, as, shape));
    } finally {
      Reference.reachabilityFence(data);
    }
  }

  /// Elements where they lie, F32 or whatever `kind` says, without a copy where that can be: off
  /// the heap, writable, at a multiple of their size and beside the processor. A mapped file must
  /// not be cut meanwhile.
  ///
  /// @param data exactly `kind.bytes()` times the number of elements
  /// @param unused is run once the memory is not needed any more: at once, or when the tensor is
  ///   freed
  public Tensor over(MemorySegment data, Runnable unused, Kind kind, long... shape) {
    boolean inPlace =
        data.isNative()
            && !data.isReadOnly()
            && data.byteSize() > 0
            && data.address() % kind.bytes() == 0
            && kind != Kind.BF16
            && settings.device().isHost();
    if (!inPlace) {
      Tensor copy = ofBytes(data, kind, kind, shape);
      unused.run();
      return copy;
    }
    requireBytes(data, kind, shape);
    Tensor tensor = adopt(HostTensor.over(data, kind, shape).handle());
    lent.put(tensor.handle(), new Lent(data, unused));
    return tensor;
  }

  private static long requireBytes(MemorySegment data, Kind kind, long[] shape) {
    long bytes = Math.multiplyExact(Shapes.elements(shape), (long) kind.bytes());
    if (data.byteSize() != bytes) {
      throw new IllegalArgumentException(
          data.byteSize() + " bytes, expected " + bytes + " for " + kind + Shapes.text(shape));
    }
    return bytes;
  }

  /// Gradients of a scalar loss, in the order of `tensors`, each of which must take part in it.
  ///
  /// @throws IllegalStateException when a tensor has no part in the loss
  public List<Tensor> gradients(Tensor loss, List<Tensor> tensors) {
    return list("gradients", loss, tensors.toArray(Tensor[]::new));
  }

  /// Gradients of a loss that was computed of some outputs, given its gradients with respect to
  /// them.
  ///
  /// @param outputs as they were recorded in open scopes
  /// @param given beside each output the loss's gradient, of the output's shape
  /// @param tensors each of which must take part in an output
  /// @throws IllegalStateException when a tensor has no part in the outputs
  public List<Tensor> gradients(List<Tensor> outputs, List<Tensor> given, List<Tensor> tensors) {
    return list(
        "gradients_through",
        outputs.toArray(Tensor[]::new),
        given.toArray(Tensor[]::new),
        tensors.toArray(Tensor[]::new));
  }

  /// Adds to each sum, in place, the tensor of its shape that stands beside it.
  public void accumulate(List<Tensor> sums, List<Tensor> more) {
    effect("accumulate", sums.toArray(Tensor[]::new), more.toArray(Tensor[]::new));
  }

  /// Scales gradients in place so that their common L2 norm is at most `most`.
  ///
  /// @return the norm before, a scalar
  public Tensor clip(List<Tensor> gradients, double most) {
    return tensor("clip", gradients.toArray(Tensor[]::new), most);
  }

  /// Tensors of this engine that are not freed yet.
  public long living() {
    return living.get();
  }

  /// Bytes that the open scopes of this thread own; a view counts as if it were a copy.
  public long held() {
    return Scope.innermost().bytes();
  }

  /// Where this engine computes, and in which type.
  public Numerics numerics() {
    return settings.numerics();
  }

  public TorchSettings settings() {
    return settings;
  }

  /// The engine on the same device whose weights have that type: this one, or another that is
  /// opened once and closed with this one. Neither takes the other's tensors.
  public Torch in(WeightType weights) {
    synchronized (engines) {
      Torch known = engines.get(weights);
      if (known != null) return known;
      TorchSettings other =
          new TorchSettings(settings.threads(), Numerics.of(settings.device(), weights));
      return new Torch(other, Kernels.load(), engines);
    }
  }

  @Override
  public void close() {
    synchronized (engines) {
      engines.values().forEach(engine -> engine.kernels.close());
      engines.clear();
    }
  }

  /// Runs a kernel that gives one tensor.
  Tensor tensor(String kernel, Object... arguments) {
    demandOurs(kernel, arguments);
    return adopt(kernels.tensor(kernel, arguments));
  }

  /// Runs a kernel that gives several.
  List<Tensor> list(String kernel, Object... arguments) {
    demandOurs(kernel, arguments);
    List<Tensor> tensors = new ArrayList<>();
    for (long handle : kernels.tensors(kernel, arguments)) {
      tensors.add(adopt(handle));
    }
    return tensors;
  }

  /// Runs a kernel that writes into its arguments.
  void effect(String kernel, Object... arguments) {
    demandOurs(kernel, arguments);
    kernels.effect(kernel, arguments);
  }

  private void demandOurs(String kernel, Object[] arguments) {
    Scope.innermost();
    for (Object argument : arguments) {
      if (argument instanceof Tensor tensor) demandOurs(kernel, tensor);
      if (argument instanceof Tensor[] tensors) {
        for (Tensor tensor : tensors) demandOurs(kernel, tensor);
      }
    }
  }

  private void demandOurs(String kernel, Tensor tensor) {
    Torch engine = tensor.memory().torch();
    if (engine == this) return;
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "kernel %s of the engine on %s: tensor %s belongs to another engine, on %s",
            kernel,
            settings.device().name(),
            Shapes.text(tensor.shape()),
            engine.settings.device().name()));
  }

  <E extends Exception> void read(Tensor tensor, Tensor.PieceReader<E> reader) throws E {
    transfer.read(tensor, reader);
  }

  void forget(long handle) {
    living.decrementAndGet();
    Lent memory = lent.remove(handle);
    if (memory != null) {
      memory.unused().run();
    }
  }

  private Tensor adopt(long handle) {
    living.incrementAndGet();
    return new Tensor(new NativeTensor(this, handle, Scope.innermost()));
  }

  /// Copies into memory that libtorch owns, so that no Java buffer needs to outlive this call.
  private Tensor of(MemorySegment values, int elements, Kind kind, long... shape) {
    if (Shapes.elements(shape) != elements) {
      throw new IllegalArgumentException(
          elements
              + " values, expected "
              + Shapes.elements(shape)
              + " for shape "
              + Shapes.text(shape));
    }
    Scope.innermost();
    return adopt(transfer.toDevice(values, kind, kind, shape));
  }
}
