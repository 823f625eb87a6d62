package io.viralstream.models.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import io.viralstream.models.tensor.DeviceRefused.Missing;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which devices there are, and that libtorch takes them by their names.
class DeviceTest {
  @Test
  void takesThePersonsNamesOfDevices() {
    assertEquals("cpu", Device.named("cpu").name());
    assertEquals("cuda:0", Device.named("cuda").name());
    assertEquals("cuda:12", Device.named("cuda:12").name());
  }

  @Test
  void refusesEveryOtherName() {
    for (String name : List.of("", "gpu", "CPU", "cuda:", "cuda:01", "cuda:100", "cuda:0 ", "meta"))
      assertEquals(
          "device=" + name + ", expected cpu, cuda or cuda:0 to cuda:99",
          assertThrows(IllegalArgumentException.class, () -> Device.named(name)).getMessage());
  }

  @Test
  void refusesACardThatIsNotThereByName() {
    TorchSettings settings = new TorchSettings(1, Device.named("cuda"));
    DeviceRefused refused = assertThrows(DeviceRefused.class, () -> Torch.open(settings));
    assertEquals(
        "device cuda:0 cannot be used: Cannot initialize CUDA without ATen_cuda library",
        refused.getMessage());
  }

  /// The words are those of torch 2.7.1 and of the loader.
  @Test
  void tellsLibraryDriverAndIndexApart() {
    assertEquals(
        Missing.LIBRARY,
        missing("Cannot initialize CUDA without ATen_cuda library. PyTorch splits"));
    assertEquals(Missing.LIBRARY, missing("libcudart.so.12: cannot open shared object file"));
    assertEquals(Missing.DRIVER, missing("libcuda.so.1: cannot open shared object file"));
    assertEquals(Missing.DRIVER, missing("Found no NVIDIA driver on your system. Please check"));
    assertEquals(Missing.INDEX, missing("No CUDA GPUs are available"));
    assertEquals(Missing.INDEX, missing("CUDA error: invalid device ordinal\nCUDA kernel errors"));
    assertEquals(Missing.NOTHING, missing("CUDA out of memory. Tried to allocate 2.00 MiB"));
  }

  private static Missing missing(String said) {
    return new DeviceRefused(Device.named("cuda"), new EngineException(said)).missing();
  }

  /// As CUDA's libtorch is where no driver is, seen with that of torch 2.7.1.
  @Test
  void namesTheLibraryThatLibtorchLacks() {
    String missing = "torch/lib/libcaffe2_nvrtc.so: libcuda.so.1: cannot open shared object file";
    EngineException failure =
        new EngineException(
            "Failed to load PyTorch native library", new UnsatisfiedLinkError(missing));
    assertEquals(
        "device cuda:0 cannot be used: " + missing,
        new DeviceRefused(Device.named("cuda"), failure).getMessage());
  }

  @Test
  void movesByTheNameOfTheHost() {
    try (Torch torch = Torch.open(TorchSettings.cpu(1));
        Scope scope = torch.inference()) {
      Tensor bytes = torch.of(new byte[] {1, 2, 3}, 3);
      Tensor moved = torch.tensor("to_device", bytes, "cpu", Kind.F32.scalarType);
      assertEquals(Kind.F32, moved.kind());
      assertArrayEquals(new float[] {1, 2, 3}, moved.floats());
    }
  }

  @Test
  void movesByTheNameOfAnotherDevice() {
    try (Torch torch = Torch.open(TorchSettings.cpu(1));
        Scope scope = torch.inference()) {
      Tensor there = torch.tensor("to_device", torch.zeros(Kind.U8, 3), "meta", 6L);
      assertEquals(Kind.F32, there.kind());
      assertArrayEquals(new long[] {3}, there.shape());
      assertThrows(IllegalStateException.class, there::floats);
      assertThrows(IllegalStateException.class, () -> there.add(torch.zeros(Kind.F32, 3)));
    }
  }

  @Test
  void makesAllTensorsOnItsDevice() {
    try (Torch torch = Torch.open(new TorchSettings(1, Device.META));
        Scope scope = torch.inference()) {
      ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      Tensor sum =
          torch
              .of(new float[2], 2)
              .add(torch.full(3, Kind.F32, 2))
              .add(torch.ofBytes(segment(bytes, 4), Kind.BF16, Kind.F32, 2))
              .add(torch.ofBytes(segment(bytes, 8), Kind.F32, Kind.F32, 2))
              .add(torch.over(segment(bytes, 8), () -> {}, Kind.F32, 2))
              .add(torch.of(new boolean[2], 2).to(Kind.F32))
              .add(torch.scalar(1, Kind.F32));
      assertArrayEquals(new long[] {2}, sum.shape());
      assertThrows(IllegalStateException.class, sum::floats);
    }
  }

  /// libtorch has few kernels for shapes alone: none that picks rows, so that no whole model runs.
  @Test
  void computesWhereItsTensorsAre() {
    try (Torch torch = Torch.open(new TorchSettings(1, Device.META));
        Scope scope = torch.training()) {
      Tensor weight = torch.zeros(Kind.F32, 4, 4).tracked();
      Tensor x = torch.full(2, Kind.F32, 3, 4).linear(weight).silu().softmax(-1);
      Tensor angles = torch.zeros(Kind.F32, 3, 4);
      Tensor turned = x.rope(angles.cos(), angles.sin());
      Tensor loss = Tensor.concat(List.of(turned, x), 0).mean();
      List<Tensor> gradients = torch.gradients(loss, List.of(weight));
      assertArrayEquals(new long[0], torch.clip(gradients, 1).shape());
      assertArrayEquals(new long[] {4, 4}, gradients.getFirst().shape());
    }
  }

  private static MemorySegment segment(ByteBuffer bytes, int length) {
    return MemorySegment.ofBuffer(bytes).asSlice(0, length);
  }
}
