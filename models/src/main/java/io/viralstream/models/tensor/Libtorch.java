package io.viralstream.models.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The few functions of the JNI library that tensors need, on raw handles.
///
/// The public route through NDArray is wrong under garbage collection and costs an object, a uid
/// and a manager entry for each result, so we bind the native methods themselves.
final class Libtorch {
  private static final Class<?> LIBRARY = library();
  private static final MethodHandles.Lookup LOOKUP = lookup();
  private static final Object INSTANCE = instance();

  private static final MethodHandle RUN =
      bind(
          "moduleRunMethod",
          long.class,
          long.class,
          String.class,
          long[].class,
          boolean.class,
          boolean.class);
  private static final MethodHandle FROM_TENSOR = bind("iValueFromTensor", long.class, long.class);
  private static final MethodHandle FROM_TENSORS =
      bind("iValueFromTensorList", long.class, long[].class);
  private static final MethodHandle FROM_LONG = bind("iValueFromLong", long.class, long.class);
  private static final MethodHandle FROM_LONGS =
      bind("iValueFromLongList", long.class, long[].class);
  private static final MethodHandle FROM_DOUBLE =
      bind("iValueFromDouble", long.class, double.class);
  private static final MethodHandle FROM_DOUBLES =
      bind("iValueFromDoubleList", long.class, double[].class);
  private static final MethodHandle FROM_BOOLEAN =
      bind("iValueFromBool", long.class, boolean.class);
  private static final MethodHandle FROM_STRING =
      bind("iValueFromString", long.class, String.class);
  private static final MethodHandle TO_TENSOR = bind("iValueToTensor", long.class, long.class);
  private static final MethodHandle TO_TENSORS =
      bind("iValueToTensorList", long[].class, long.class);
  private static final MethodHandle DELETE_VALUE =
      bind("torchDeleteIValue", void.class, long.class);
  private static final MethodHandle DELETE_TENSOR =
      bind("torchDeleteTensor", void.class, long.class);
  private static final MethodHandle DELETE_MODULE =
      bind("torchDeleteModule", void.class, long.class);
  private static final MethodHandle SIZES = bind("torchSizes", long[].class, long.class);
  private static final MethodHandle KIND = bind("torchDType", int.class, long.class);
  private static final MethodHandle MEMORY =
      bind("torchDirectByteBuffer", ByteBuffer.class, long.class);
  private static final MethodHandle FROM_BLOB =
      bind(
          "torchFromBlob",
          long.class,
          ByteBuffer.class,
          long[].class,
          int.class,
          int.class,
          int[].class,
          boolean.class);
  private static final MethodHandle TRACK =
      bind("torchAttachGrad", void.class, long.class, boolean.class);
  private static final MethodHandle GRADIENTS_ON =
      bind("torchSetGradMode", void.class, boolean.class);
  private static final MethodHandle ARE_GRADIENTS_ON = bind("torchIsGradMode", boolean.class);
  private static final MethodHandle OPTIMIZE =
      bind("setGraphExecutorOptimize", void.class, boolean.class);

  private static final int[] HOST = {0, -1};
  private static final int STRIDED = 0;

  private Libtorch() {}

  /// Runs a method of a module under the thread's present grad mode; gives an owned value.
  static long run(long module, String method, long[] arguments) {
    try {
      return (long) RUN.invokeExact(module, method, arguments, true, false);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /// Wraps an argument of a kernel; the value is owned by the caller.
  static long value(Object argument) {
    try {
      return switch (argument) {
        case Tensor tensor -> (long) FROM_TENSOR.invokeExact(tensor.handle());
        case HostTensor tensor -> (long) FROM_TENSOR.invokeExact(tensor.handle());
        case String text -> (long) FROM_STRING.invokeExact(text);
        case Long number -> (long) FROM_LONG.invokeExact((long) number);
        case Double number -> (long) FROM_DOUBLE.invokeExact((double) number);
        case Boolean truth -> (long) FROM_BOOLEAN.invokeExact((boolean) truth);
        case long[] numbers -> (long) FROM_LONGS.invokeExact(numbers);
        case double[] numbers -> (long) FROM_DOUBLES.invokeExact(numbers);
        case Tensor[] tensors -> (long) FROM_TENSORS.invokeExact(handles(tensors));
        default -> throw new IllegalArgumentException("no kernel takes a " + argument.getClass());
      };
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /// The tensor in a value, a handle of its own.
  static long tensorOf(long value) {
    try {
      return (long) TO_TENSOR.invokeExact(value);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  static long[] tensorsOf(long value) {
    try {
      return (long[]) TO_TENSORS.invokeExact(value);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  static void deleteValue(long value) {
    call(DELETE_VALUE, value);
  }

  static void deleteTensor(long tensor) {
    call(DELETE_TENSOR, tensor);
  }

  static void deleteModule(long module) {
    call(DELETE_MODULE, module);
  }

  static long[] sizes(long tensor) {
    try {
      return (long[]) SIZES.invokeExact(tensor);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  static Kind kind(long tensor) {
    try {
      return Kind.ofJniType((int) KIND.invokeExact(tensor));
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /// The memory of a contiguous tensor on the host, valid only while the tensor lives.
  static ByteBuffer memory(long tensor) {
    try {
      return (ByteBuffer) MEMORY.invokeExact(tensor);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /// A tensor over a direct buffer, which must outlive it.
  static long over(ByteBuffer buffer, long[] shape, Kind kind) {
    try {
      return (long) FROM_BLOB.invokeExact(buffer, shape, kind.jniType, STRIDED, HOST, false);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /// Makes a tensor a leaf of the backward pass, or no longer one.
  static void track(long tensor, boolean tracked) {
    try {
      TRACK.invokeExact(tensor, tracked);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /// Sets whether this thread records operations for a backward pass.
  static void recordGradients(boolean recorded) {
    try {
      GRADIENTS_ON.invokeExact(recorded);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  static boolean recordsGradients() {
    try {
      return (boolean) ARE_GRADIENTS_ON.invokeExact();
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /// Makes this thread interpret kernels as written: the profiling executor costs more than it
  /// gains.
  static void interpretPlainly() {
    try {
      OPTIMIZE.invokeExact(false);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  private static void call(MethodHandle function, long handle) {
    try {
      function.invokeExact(handle);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  private static long[] handles(Tensor[] tensors) {
    long[] handles = new long[tensors.length];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = tensors[i].handle();
    }
    return handles;
  }

  /// @throws MemoryExhausted where that is what failed
  private static RuntimeException rethrown(Throwable failure) {
    return switch (failure) {
      case Error error -> throw error;
      case RuntimeException exception -> {
        Optional<MemoryExhausted> memory = MemoryExhausted.in(exception);
        if (memory.isPresent()) throw memory.get();
        yield exception;
      }
      default -> new IllegalStateException(failure);
    };
  }

  private static Class<?> library() {
    try {
      return Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
    } catch (ClassNotFoundException missing) {
      throw new ExceptionInInitializerError(missing);
    }
  }

  private static MethodHandles.Lookup lookup() {
    try {
      return MethodHandles.privateLookupIn(LIBRARY, MethodHandles.lookup());
    } catch (IllegalAccessException closed) {
      throw new ExceptionInInitializerError(closed);
    }
  }

  private static Object instance() {
    try {
      return LOOKUP.findStaticVarHandle(LIBRARY, "LIB", LIBRARY).get();
    } catch (ReflectiveOperationException missing) {
      throw new ExceptionInInitializerError(missing);
    }
  }

  private static MethodHandle bind(String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP
          .findVirtual(LIBRARY, name, MethodType.methodType(result, parameters))
          .bindTo(INSTANCE);
    } catch (ReflectiveOperationException missing) {
      throw new ExceptionInInitializerError(missing);
    }
  }
}
