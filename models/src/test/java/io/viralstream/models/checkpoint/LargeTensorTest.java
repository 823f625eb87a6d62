package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.viralstream.models.model.Initial;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tensor beyond 2 GiB, in a sparse file that takes a few blocks of the disk, at its far end.
class LargeTensorTest {
  private static final long BYTES = (2L << 30) + 64;
  private static final float[] LAST = {1, -2, 3, -4};

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void seekToItsEnd() throws IOException {
    file = folder.resolve("model.safetensors");
    String header =
        String.format(
            Locale.ROOT,
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}",
            BYTES / 4,
            BYTES);
    byte[] json =
        (header + " ".repeat(Math.floorMod(-header.length(), 8))).getBytes(StandardCharsets.UTF_8);
    ByteBuffer start = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(json.length).put(json).flip();
    ByteBuffer last = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : LAST) last.putFloat(value);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE)) {
      channel.write(start);
      channel.write(last.flip(), 8 + json.length + BYTES - 16);
    }
  }

  @Test
  void readsElementsBehindTheLimitOfABuffer() throws IOException {
    try (WeightFiles files = WeightFiles.open(folder)) {
      StoredTensor end = files.tensor("x").rows(BYTES / 4 - 4, 4);
      assertArrayEquals(LAST, end.floats());
    }
  }

  @Test
  void copiesElementsBehindTheLimitOfABufferIntoTheEngine() throws IOException {
    Torch torch = Torch.open(TorchSettings.cpu(1));
    try (WeightFiles files = WeightFiles.open(folder);
        Scope scope = torch.inference()) {
      StoredTensor end = files.tensor("x").rows(BYTES / 4 - 4, 4);
      assertArrayEquals(LAST, TensorStorage.read(torch, end, Kind.F32).floats());
    }
  }

  @Test
  void givesTheEngineTheWholeTensorWhereItLies() throws IOException {
    Torch torch = Torch.open(TorchSettings.cpu(1));
    try (WeightFiles files = WeightFiles.open(folder)) {
      assumeFalse(files.tensor("x").data().isReadOnly(), "too large to be mapped privately here");
      try (Tensor weight =
              StoredWeights.mapped(torch, files, SourceTensor::whole)
                  .weight("x", Initial.zeros(), BYTES / 4);
          Scope scope = torch.inference()) {
        assertEquals(BYTES / 4, weight.elements());
        assertArrayEquals(LAST, weight.narrow(0, BYTES / 4 - 4, 4).floats());
      }
    }
  }

  @Test
  void givesItsBytesInBuffersThatCanHoldThem() throws IOException {
    try (WeightFiles files = WeightFiles.open(folder)) {
      List<ByteBuffer> pieces = files.tensor("x").pieces();
      assertEquals(
          List.of(1 << 30, 1 << 30, 64), pieces.stream().map(ByteBuffer::remaining).toList());
      assertEquals(-4, pieces.getLast().order(ByteOrder.LITTLE_ENDIAN).getFloat(60));
    }
  }
}
