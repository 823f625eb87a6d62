package io.viralstream.models.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lifetime of the tensors that one piece of work makes: closing frees all that were not kept.
///
/// Scopes nest on their thread; a tensor belongs to the innermost. A scope also fixes whether
/// operations are recorded for a backward pass, since libtorch keeps that for each thread and has
/// it on by default.
///
/// ```
/// try (Scope step = torch.training()) {
///   Tensor loss = …;
///   List<Tensor> gradients = torch.gradients(loss, weights);
/// } // activations, loss and gradients are gone, the weights (kept earlier) are not
/// ```
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<@Nullable Scope> INNERMOST = new ThreadLocal<>();

  private final @Nullable Scope enclosing = INNERMOST.get();
  private final Thread thread = Thread.currentThread();
  private final List<NativeTensor> tensors = new ArrayList<>();
  private final boolean recordedBefore;

  private Scope(boolean recorded) {
    recordedBefore = Libtorch.recordsGradients();
    Libtorch.interpretPlainly();
    Libtorch.recordGradients(recorded);
    INNERMOST.set(this);
  }

  static Scope recording() {
    return new Scope(true);
  }

  static Scope silent() {
    return new Scope(false);
  }

  static Scope nested() {
    return new Scope(Libtorch.recordsGradients());
  }

  static Scope innermost() {
    Scope scope = INNERMOST.get();
    if (scope == null) {
      throw new IllegalStateException(
          "no scope is open on thread " + Thread.currentThread().getName());
    }
    return scope;
  }

  void own(NativeTensor tensor) {
    tensors.add(tensor);
  }

  /// Takes a tensor out of its scope; from now on the caller closes it.
  public Tensor keep(Tensor tensor) {
    tensor.memory().leaveScope();
    return tensor;
  }

  /// Hands a tensor to the enclosing scope, or to the caller where there is none.
  public Tensor pass(Tensor tensor) {
    tensor.memory().leaveScope();
    if (enclosing != null) {
      tensor.memory().enter(enclosing);
    }
    return tensor;
  }

  /// Bytes of the tensors that this scope and those around it own; a view counts as if it were a
  /// copy.
  long bytes() {
    long own = 0;
    for (NativeTensor tensor : tensors) own += tensor.bytesIfOwnedBy(this);
    return enclosing == null ? own : own + enclosing.bytes();
  }

  /// Frees what was not kept and restores the thread's grad mode.
  ///
  /// @throws IllegalStateException when closed out of order or on another thread
  @Override
  public void close() {
    if (thread != Thread.currentThread() || INNERMOST.get() != this) {
      throw new IllegalStateException("scope of " + thread.getName() + " is closed out of order");
    }
    for (NativeTensor tensor : tensors) {
      tensor.freeIfOwnedBy(this);
    }
    tensors.clear();
    Libtorch.recordGradients(recordedBefore);
    if (enclosing == null) {
      INNERMOST.remove();
      return;
    }
    INNERMOST.set(enclosing);
  }
}
