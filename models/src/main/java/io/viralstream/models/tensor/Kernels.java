package io.viralstream.models.tensor;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Our kernels as libtorch has loaded them, on raw handles; what they give is the caller's to free.
///
/// They have no tensors of their own, so that the device of their arguments decides where they run.
final class Kernels implements AutoCloseable {
  private final long module;

  private Kernels(long module) {
    this.module = module;
  }

  static Kernels load() {
    byte[] archive = KernelArchive.bytes();
    try {
      return new Kernels(
          JniUtils.loadModuleHandle(
              new ByteArrayInputStream(archive), ai.djl.Device.cpu(), false, false));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// A kernel that gives one tensor.
  long tensor(String kernel, Object... arguments) {
    long value = run(kernel, arguments);
    try {
      return Libtorch.tensorOf(value);
    } finally {
      Libtorch.deleteValue(value);
    }
  }

  /// A kernel that gives several.
  long[] tensors(String kernel, Object... arguments) {
    long value = run(kernel, arguments);
    try {
      return Libtorch.tensorsOf(value);
    } finally {
      Libtorch.deleteValue(value);
    }
  }

  /// A kernel that writes into its arguments.
  void effect(String kernel, Object... arguments) {
    Libtorch.deleteValue(run(kernel, arguments));
  }

  /// Arguments are copied into values for the call; tensors among them are only referred to.
  private long run(String kernel, Object[] arguments) {
    long[] values = new long[arguments.length];
    int made = 0;
    try {
      for (; made < values.length; made++) {
        values[made] = Libtorch.value(arguments[made]);
      }
      return Libtorch.run(module, kernel, values);
    } catch (EngineException refused) {
      throw new IllegalStateException("kernel " + kernel + " failed", refused);
    } finally {
      for (int i = 0; i < made; i++) {
        Libtorch.deleteValue(values[i]);
      }
    }
  }

  @Override
  public void close() {
    Libtorch.deleteModule(module);
  }
}
