package io.viralstream.models.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What libtorch cannot allocate is a matter of memory, as on the heap, and of nothing else.
class MemoryExhaustedTest {
  @Test
  void saysHowMuchWasAskedFor() {
    try (Torch torch = Torch.open(TorchSettings.cpu(1))) {
      OutOfMemoryError failure =
          assertThrows(OutOfMemoryError.class, () -> Exhaustion.provoke(torch));
      assertEquals("libtorch was refused 4503599627370496 bytes", failure.getMessage());
      assertEquals(0, torch.living());
    }
  }

  /// The words are those of libtorch 2.7.1.
  @Test
  void knowsTheWordsOfEachAllocator() {
    for (String words :
        List.of(
            "[enforce fail at alloc_cpu.cpp:121] data. DefaultCPUAllocator: not enough memory: you"
                + " tried to allocate 64 bytes.",
            "CUDA out of memory. Tried to allocate 64 bytes. GPU 0 has a total capacity of 1 GiB"))
      assertEquals(Optional.of("libtorch was refused 64 bytes"), said(words));
    for (String words :
        List.of(
            "std::bad_alloc",
            "CUDA error: out of memory",
            "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
            "cuDNN error: CUDNN_STATUS_ALLOC_FAILED"))
      assertEquals(Optional.of("libtorch was refused the memory that it asked for"), said(words));
  }

  @Test
  void takesNoOtherFailureForOne() {
    assertEquals(Optional.empty(), said("CUDA error: an illegal memory access was encountered"));
    assertEquals(Optional.empty(), said("Expected all tensors to be on the same device"));
    assertEquals(Optional.empty(), MemoryExhausted.in(new IllegalStateException()));
  }

  private static Optional<String> said(String words) {
    return MemoryExhausted.in(new IllegalStateException(words)).map(Throwable::getMessage);
  }
}
