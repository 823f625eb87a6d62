package io.viralstream.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.FieldAccessor;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqStruct;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// The rows of a Parquet file, one at a time, each as fields: a struct is an object, a list a list,
/// bytes are bytes.
///
/// What the file's end says of it is bounded before any of it is read: the length of its
/// description, its rows, row groups, columns, and the bytes of each column's part.
final class ParquetRows implements RecordSource<Row> {
  private static final int DESCRIPTION = 16 << 20; // bytes
  private static final int GROUPS = 10_000;
  private static final int COLUMNS = 1_000;
  private static final long CHUNK = 1L << 30; // bytes of a column in a row group, unpacked
  private static final long WINDOW = 16 << 20; // bytes of rows that are read together
  private static final int MOST_TOGETHER = 10_000;
  private static final int COPIES = 12; // of a column: packed, unpacked, in rows, and those ahead
  private static final int BESIDE = 64 << 20; // bytes of heap
  private static final int END = 8; // a length, and PAR1

  /// Hardwood remarks on the processor, which tells a reader nothing. Held, since a logger that
  /// nobody holds forgets its level.
  private static final Logger REMARKS = Logger.getLogger("dev.hardwood");

  static {
    REMARKS.setLevel(Level.WARNING);
  }

  private final String name;
  private final long bytes;
  private final long rows;
  private final ParquetFileReader file;
  private final List<RowGroup> groups;
  private final Deque<RowReader> reader = new ArrayDeque<>(); // one at most
  private int group;
  private long groupsEnd; // rows of all groups up to the one at hand
  private long windowsEnd;
  private long number;

  private ParquetRows(String name, long bytes, ParquetFileReader file) throws IOException {
    this.name = name;
    this.bytes = bytes;
    this.file = file;
    this.rows = bound(name, file.getFileMetaData());
    this.groups = file.getFileMetaData().rowGroups();
    this.groupsEnd = groups.isEmpty() ? 0 : groups.getFirst().numRows();
  }

  /// @throws FileFault where the file is cut off, or says that it has more than is taken
  static ParquetRows open(Path path) throws IOException {
    String name = RowFiles.name(path);
    demandEnd(path, name);
    try {
      ParquetFileReader file = ParquetFileReader.open(InputFile.of(path));
      try {
        return new ParquetRows(name, Files.size(path), file);
      } catch (IOException | RuntimeException broken) {
        file.close();
        throw broken;
      }
    } catch (RuntimeException broken) {
      throw new FileFault(name + ": no valid Parquet: " + broken.getMessage(), broken);
    }
  }

  /// The last bytes: how long the description in front of them is, and `PAR1`.
  private static void demandEnd(Path path, String name) throws IOException {
    try (var end = new RandomAccessFile(path.toFile(), "r")) {
      long size = end.length();
      if (size < 4 + END) throw cutOff(name, size);
      end.seek(size - END);
      long length = Integer.toUnsignedLong(Integer.reverseBytes(end.readInt()));
      byte[] mark = new byte[4];
      end.readFully(mark);
      if (!new String(mark, StandardCharsets.ISO_8859_1).equals("PAR1")) throw cutOff(name, size);
      if (length > Math.min(DESCRIPTION, size - 4 - END))
        throw new FileFault(
            name
                + ": a description of "
                + length
                + " bytes in a file of "
                + size
                + ", expected at most "
                + DESCRIPTION
                + " and less than the file");
    } catch (EOFException e) {
      throw cutOff(name, 0);
    }
  }

  private static FileFault cutOff(String name, long size) {
    return new FileFault(name + ": cut off behind " + size + " bytes, expected PAR1 at its end");
  }

  /// How many rows there are.
  private static long bound(String name, FileMetaData described) throws FileFault {
    demand(name, "rows", described.numRows(), FileRecords.MOST);
    demand(name, "row groups", described.rowGroups().size(), GROUPS);
    long counted = 0;
    for (RowGroup group : described.rowGroups()) {
      demand(name, "columns", group.columns().size(), COLUMNS);
      demand(name, "rows of a row group", group.numRows(), FileRecords.MOST);
      for (ColumnChunk chunk : group.columns()) boundColumn(name, chunk);
      counted += group.numRows();
    }
    if (counted != described.numRows())
      throw new FileFault(
          name + ": rows=" + described.numRows() + ", but its row groups have " + counted);
    return counted;
  }

  /// Hardwood has a row group's column in memory, and waits for ever where there is no room for it.
  private static void boundColumn(String name, ColumnChunk chunk) throws FileFault {
    long bytes =
        Math.max(chunk.metaData().totalUncompressedSize(), chunk.metaData().totalCompressedSize());
    String what = "column " + chunk.metaData().pathInSchema() + " of a row group";
    demand(name, "bytes of " + what, bytes, CHUNK);
    long needed = COPIES * bytes + BESIDE;
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap)
      throw new FileFault(
          name
              + ": "
              + what
              + " has "
              + bytes
              + " bytes, which needs a heap of "
              + needed
              + ", expected at most this process's "
              + heap
              + " (smaller row groups, or -Xmx)");
  }

  private static void demand(String name, String what, long value, long most) throws FileFault {
    if (value < 0 || value > most)
      throw new FileFault(name + ": " + what + "=" + value + ", expected 0 to " + most);
  }

  /// Goes to the next rows that are read together: some 16 MiB of one row group. Left alone,
  /// Hardwood gathers rows as if a text had 32 bytes, and so all pictures of several row groups.
  private void advance() {
    closeReader();
    while (number == groupsEnd) groupsEnd += groups.get(++group).numRows();
    RowGroup at = groups.get(group);
    long width = Math.max(1, at.totalByteSize() / Math.max(1, at.numRows()));
    long together = Math.clamp(WINDOW / width, 1, MOST_TOGETHER);
    windowsEnd = Math.min(number + together, groupsEnd);
    reader.add(file.buildRowReader().skip(number).head(windowsEnd - number).build());
  }

  private void closeReader() {
    while (!reader.isEmpty()) reader.remove().close();
  }

  @Override
  public Optional<Placed<Row>> next() throws IOException {
    if (number == rows) return Optional.empty();
    String place = name + ", row " + (number + 1);
    try {
      if (number == windowsEnd) advance();
      RowReader window = reader.element();
      if (!window.hasNext())
        throw new FileFault(name + ": ends behind row " + number + ", expected " + rows + " rows");
      window.next();
      number++;
      return Optional.of(new Placed<>(place, new Row(place, object(window))));
    } catch (RuntimeException broken) {
      throw unreadable(place, broken);
    }
  }

  /// What a page says of its size may be false, and Hardwood believes it.
  private static FileFault unreadable(String place, RuntimeException broken) {
    boolean full =
        Stream.iterate((Throwable) broken, Objects::nonNull, Throwable::getCause)
            .anyMatch(OutOfMemoryError.class::isInstance);
    String reason =
        full
            ? "its row group needs more memory than the heap of "
                + Runtime.getRuntime().maxMemory()
                + " bytes has"
            : "cannot be read: " + broken.getMessage();
    return new FileFault(place + ": " + reason, broken);
  }

  private static ObjectNode object(FieldAccessor from) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int at = 0; at < from.getFieldCount(); at++) {
      String field = from.getFieldName(at);
      if (!from.isNull(field)) object.set(field, node(from.getValue(field)));
    }
    return object;
  }

  private static JsonNode node(Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case byte[] binary -> nodes.binaryNode(binary);
      case PqStruct struct -> object(struct);
      case PqList list -> array(list);
      case Integer number -> nodes.numberNode(number);
      case Long number -> nodes.numberNode(number);
      case Float number -> nodes.numberNode(number);
      case Double number -> nodes.numberNode(number);
      case Boolean truth -> nodes.booleanNode(truth);
      default -> nodes.textNode(value.toString());
    };
  }

  private static ArrayNode array(PqList list) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
    for (int at = 0; at < list.size(); at++)
      array.add(list.isNull(at) ? JsonNodeFactory.instance.nullNode() : node(list.get(at)));
    return array;
  }

  @Override
  public long position() {
    return rows == 0 ? bytes : (long) ((double) bytes * number / rows);
  }

  @Override
  public long size() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    closeReader();
    file.close();
  }
}
