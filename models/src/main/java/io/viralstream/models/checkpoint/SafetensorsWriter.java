package io.viralstream.models.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes safetensors files whose bytes depend on the tensors alone, not on their order.
///
/// Tensors lie widest elements first, then by name, which keeps every one aligned.
public final class SafetensorsWriter {
  private static final Comparator<StoredTensor> WIDEST_FIRST =
      Comparator.comparingInt((StoredTensor t) -> -t.type().bytes())
          .thenComparing(StoredTensor::name);

  private SafetensorsWriter() {}

  /// Writes and flushes a new file to the disk itself; one that exists is an error.
  public static void write(Path path, Collection<StoredTensor> tensors) throws IOException {
    List<StoredTensor> inOrder = tensors.stream().sorted(WIDEST_FIRST).toList();
    byte[] header = header(inOrder);
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      writeFully(channel, length.putLong(header.length).flip());
      writeFully(channel, ByteBuffer.wrap(header));
      for (StoredTensor tensor : inOrder) {
        for (ByteBuffer piece : tensor.pieces()) writeFully(channel, piece);
      }
      channel.force(true);
    }
  }

  private static byte[] header(List<StoredTensor> tensors) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.putObject("__metadata__").put("format", "pt");
    Set<String> names = new HashSet<>();
    long begin = 0;
    for (StoredTensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("two tensors are named " + tensor.name());
      }
      long end = begin + tensor.data().byteSize();
      ObjectNode entry = root.putObject(tensor.name()).put("dtype", tensor.type().name());
      ArrayNode shape = entry.putArray("shape");
      tensor.shape().forEach(shape::add);
      entry.putArray("data_offsets").add(begin).add(end);
      begin = end;
    }
    String json = root.toString();
    int padding = Math.floorMod(-json.getBytes(StandardCharsets.UTF_8).length, 8);
    return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) channel.write(bytes);
  }
}
