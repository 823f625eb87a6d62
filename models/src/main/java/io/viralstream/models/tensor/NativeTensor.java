package io.viralstream.models.tensor;

import org.jspecify.annotations.Nullable;

/// One tensor of libtorch and who frees it: the scope that owns it, or the code that kept it.
///
/// The collector never frees one, so that nothing disappears under a running kernel or backward
/// pass.
final class NativeTensor {
  private final Torch torch;
  private long handle;
  private @Nullable Scope owner;

  NativeTensor(Torch torch, long handle, Scope owner) {
    this.torch = torch;
    this.handle = handle;
    enter(owner);
  }

  Torch torch() {
    return torch;
  }

  /// @throws IllegalStateException when it is freed already
  long handle() {
    if (handle == 0) {
      throw new IllegalStateException("this tensor is freed already: its scope is closed");
    }
    return handle;
  }

  void leaveScope() {
    handle();
    owner = null;
  }

  void enter(Scope scope) {
    owner = scope;
    scope.own(this);
  }

  long bytesIfOwnedBy(Scope scope) {
    if (owner != scope) {
      return 0;
    }
    return Shapes.elements(Libtorch.sizes(handle())) * Libtorch.kind(handle()).bytes();
  }

  void freeIfOwnedBy(Scope scope) {
    if (owner == scope) {
      free();
    }
  }

  void free() {
    owner = null;
    if (handle != 0) {
      long freed = handle;
      handle = 0;
      Libtorch.deleteTensor(freed);
      torch.forget(freed);
    }
  }
}
