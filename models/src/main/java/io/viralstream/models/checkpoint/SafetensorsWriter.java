package io.viralstream.models.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes safetensors files whose bytes depend on the tensors alone, not on their order.
///
/// Tensors lie widest elements first, then by name, which keeps every one aligned.
public final class SafetensorsWriter {
  private static final Comparator<WritableTensor> WIDEST_FIRST =
      Comparator.comparingInt((WritableTensor t) -> -t.type().bytes())
          .thenComparing(WritableTensor::name);

  private SafetensorsWriter() {}

  /// Writes and flushes a new file to the disk itself; one that exists is an error.
  public static void write(Path path, Collection<? extends WritableTensor> tensors)
      throws IOException {
    List<WritableTensor> inOrder = new ArrayList<>(tensors);
    inOrder.sort(WIDEST_FIRST);
    byte[] header = header(inOrder);
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      EngineTensor.writeFully(length.putLong(header.length).flip(), channel);
      EngineTensor.writeFully(ByteBuffer.wrap(header), channel);
      for (WritableTensor tensor : inOrder) tensor.writeTo(channel);
      channel.force(true);
    }
  }

  /// Writes a file in the place of one that may be there: beside it first, so that nobody reads
  /// half a file.
  public static void replace(Path path, Collection<? extends WritableTensor> tensors)
      throws IOException {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    Files.deleteIfExists(part);
    write(part, tensors);
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] header(List<WritableTensor> tensors) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.putObject("__metadata__").put("format", "pt");
    Set<String> names = new HashSet<>();
    long begin = 0;
    for (WritableTensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("two tensors are named " + tensor.name());
      }
      long end = begin + tensor.byteSize();
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
}
