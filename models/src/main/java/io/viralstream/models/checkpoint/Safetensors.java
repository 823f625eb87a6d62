package io.viralstream.models.checkpoint;

import io.viralstream.models.text.ForeignContent;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A safetensors file, mapped into memory: tensors cost nothing until they are read.
///
/// Layout, after the [specification](https://github.com/huggingface/safetensors#format): eight
/// bytes with the header's length N, N bytes of JSON, then the data. All numbers are little-endian.
/// A file with one tensor, `w` of the values 1 and 2:
///
/// ```
/// 38 00 00 00 00 00 00 00                                   N = 56
/// {"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}    54 bytes, and 2 blanks
/// 00 00 80 3f 00 00 00 40                                   data_offsets count from here
/// ```
///
/// The blanks make the data begin at a multiple of eight. Everything is checked before anything of
/// the file's own sizes is allocated.
///
/// The caller that opens it closes it; it is unmapped then, or with the last weight that lies in
/// it.
public final class Safetensors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Safetensors.class);

  /// Far above real headers: 100,000 tensors take about 12 MiB.
  private static final long HEADER_LIMIT = 32L << 20;

  private static final Set<StandardOpenOption> READ_ONLY = Set.of(StandardOpenOption.READ);

  /// Java maps privately, so that training may write without the file ever changing, only through a
  /// channel that could write.
  private static final Set<StandardOpenOption> PRIVATELY =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final String file;
  private final Map<String, String> metadata;
  private final Map<String, StoredTensor> tensors;
  private final MappedUse use;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private Safetensors(
      String file, Map<String, String> metadata, Map<String, StoredTensor> tensors, MappedUse use) {
    this.file = file;
    this.metadata = metadata;
    this.tensors = tensors;
    this.use = use;
  }

  /// Maps a file after checking its header.
  ///
  /// @throws CheckpointRejected naming file and tensor where it is no sound safetensors file
  public static Safetensors open(Path path) throws IOException {
    boolean writable = Files.isWritable(path);
    MappedUse use = new MappedUse();
    try (FileChannel channel = FileChannel.open(path, writable ? PRIVATELY : READ_ONLY)) {
      return map(String.valueOf(path.getFileName()), channel, writable, use);
    } catch (IOException | RuntimeException refused) {
      use.close();
      throw refused;
    }
  }

  private static Safetensors map(String file, FileChannel channel, boolean writable, MappedUse use)
      throws IOException {
    long size = channel.size();
    if (size < 8)
      throw new CheckpointRejected(file + ": " + size + " bytes are no safetensors file");
    long headerLength = readFully(channel, 0, 8).getLong();
    if (size == 8 || readFully(channel, 8, 1).get() != '{') refuseForeign(file, channel);
    if (headerLength < 2 || headerLength > HEADER_LIMIT || headerLength > size - 8) {
      throw new CheckpointRejected(
          file
              + ": header of "
              + headerLength
              + " bytes in a file of "
              + size
              + ", limit "
              + HEADER_LIMIT);
    }
    byte[] json = readFully(channel, 8, (int) headerLength).array();
    long begin = 8 + headerLength;
    SafetensorsHeader header =
        SafetensorsHeader.parse(file, StrictJson.utf8(file, json), size - begin);
    boolean usedInPlace =
        writable && header.entries().stream().anyMatch(e -> e.type() == ElementType.F32);
    MemorySegment data = mapped(channel, begin, size - begin, usedInPlace, use.arena());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry e : header.entries()) {
      MemorySegment slice = data.asSlice(e.begin(), e.end() - e.begin());
      tensors.put(e.name(), new StoredTensor(e.name(), e.type(), e.shape(), slice));
    }
    return new Safetensors(file, header.metadata(), tensors, use);
  }

  /// Privately where tensors are used in place; the system may refuse that for files that are
  /// larger than its memory, which can then still be read.
  private static MemorySegment mapped(
      FileChannel channel, long begin, long size, boolean usedInPlace, Arena arena)
      throws IOException {
    if (usedInPlace) {
      try {
        return channel.map(FileChannel.MapMode.PRIVATE, begin, size, arena);
      } catch (IOException tooLarge) {
        LOG.info("weights will be copied reason=\"{}\"", tooLarge.getMessage());
      }
    }
    return channel.map(FileChannel.MapMode.READ_ONLY, begin, size, arena);
  }

  /// Only for what cannot be a header: its length may begin with the bytes of another form.
  private static void refuseForeign(String file, FileChannel channel) throws IOException {
    byte[] begin = readFully(channel, 0, (int) Math.min(channel.size(), 256)).array();
    ForeignContent.of(begin)
        .ifPresent(kind -> {
          throw new CheckpointRejected(file + " " + kind);
        });
  }

  private static ByteBuffer readFully(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new CheckpointRejected("file became shorter while it was read");
      }
    }
    return bytes.flip();
  }

  /// Its name, for messages.
  String file() {
    return file;
  }

  /// The tensor of that name.
  ///
  /// @throws CheckpointRejected where the file has none
  public StoredTensor tensor(String name) {
    return find(name)
        .orElseThrow(() -> new CheckpointRejected(file + ": tensor " + name + " is missing"));
  }

  /// The tensor of that name, if the file has it.
  public Optional<StoredTensor> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /// All tensors, in the order of the header.
  public Collection<StoredTensor> tensors() {
    return tensors.values();
  }

  /// The file's own words about itself.
  public Map<String, String> metadata() {
    return metadata;
  }

  /// One weight more that lies in the file, and how it says that it is done.
  Runnable user() {
    return use.user();
  }

  /// Nothing more is read; weights that lie in the file keep it mapped.
  @Override
  public void close() {
    if (open.getAndSet(false)) use.close();
  }
}
