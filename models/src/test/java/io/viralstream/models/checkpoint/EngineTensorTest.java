package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTensorTest {
  /// More elements than a Java array can have, of two bytes each.
  private static final long MANY = (2L << 30) + 32;

  @TempDir Path folder;

  @Test
  void writesMoreElementsThanAnArrayHolds() throws IOException {
    Torch torch = Torch.open(TorchSettings.cpu(1));
    byte[] last = {1, 2, 3, 4, 5, 6, 7, 8};
    try (Arena arena = Arena.ofShared();
        Tensor tensor = sparse(torch, arena, last)) {
      EngineTensor written = EngineTensor.of("x", tensor);
      LastBytes channel = new LastBytes(last.length);
      written.writeTo(channel);
      assertEquals(2 * MANY, written.byteSize());
      assertEquals(2 * MANY, channel.count);
      assertArrayEquals(last, channel.last);
    }
  }

  /// Over a file that takes a few blocks of the disk, at its far end.
  private Tensor sparse(Torch torch, Arena arena, byte[] last) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("sparse"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE);
        Scope scope = torch.inference()) {
      channel.write(ByteBuffer.wrap(last), 2 * MANY - last.length);
      MemorySegment memory = mapped(channel, arena);
      return scope.keep(torch.over(memory, () -> {}, Kind.F16, MANY));
    }
  }

  private static MemorySegment mapped(FileChannel channel, Arena arena) {
    try {
      return channel.map(FileChannel.MapMode.PRIVATE, 0, 2 * MANY, arena);
    } catch (IOException tooLarge) {
      return abort("too large to be mapped privately here: " + tooLarge.getMessage());
    }
  }

  @Test
  void roundsToHalfPrecisionWhileItWrites() throws IOException {
    float[] values = {1.0004882f, -0f, 65504, 70000, Float.NaN, 1e-7f};
    float[] halves = {1, -0f, 65504, Float.POSITIVE_INFINITY, Float.NaN, 1.1920929e-7f};
    assertArrayEquals(halves, written(values, EngineTensor::halved).floats());
  }

  @Test
  void isNarrowOnlyWhereThatLosesNothing() throws IOException {
    float[] exact = {1.5f, -0f, Float.NaN, Float.NEGATIVE_INFINITY};
    float[] other = {1.5f, -0f, 1.0004882f};
    StoredTensor narrow = written(exact, EngineTensor::narrowest);
    StoredTensor whole = written(other, EngineTensor::narrowest);
    assertEquals(List.of(ElementType.F16, ElementType.F32), List.of(narrow.type(), whole.type()));
    assertArrayEquals(exact, narrow.floats());
    assertArrayEquals(other, whole.floats());
  }

  @Test
  void refusesWhatItDoesNotRound() {
    Torch torch = Torch.open(TorchSettings.cpu(1));
    try (Scope scope = torch.inference()) {
      Tensor brain = torch.zeros(Kind.BF16, 2);
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> EngineTensor.halved("lm_head", brain));
      assertTrue(refused.toString().contains("lm_head: BF16 is not written as F16"));
    }
  }

  private interface Form {
    EngineTensor of(String name, Tensor tensor);
  }

  /// What a file gives back of these values.
  private StoredTensor written(float[] values, Form form) throws IOException {
    Torch torch = Torch.open(TorchSettings.cpu(1));
    Path file = Files.createTempFile(folder, "one", ".safetensors");
    Files.delete(file);
    try (Scope scope = torch.inference()) {
      SafetensorsWriter.write(file, List.of(form.of("x", torch.of(values, values.length))));
    }
    return Safetensors.open(file).tensor("x");
  }

  /// Counts the bytes, and keeps the last ones.
  private static final class LastBytes implements WritableByteChannel {
    private final byte[] last;
    private long count;

    private LastBytes(int kept) {
      last = new byte[kept];
    }

    @Override
    public int write(ByteBuffer bytes) {
      int length = bytes.remaining();
      bytes.get(bytes.limit() - last.length, last);
      bytes.position(bytes.limit());
      count += length;
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
