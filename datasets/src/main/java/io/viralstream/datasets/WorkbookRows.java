package io.viralstream.datasets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;

/// The rows of a workbook's first sheet (xlsx), one at a time; its first row names the columns.
///
/// Texts that cells share are held in memory, so all parts of the archive are unpacked once without
/// keeping them, and counted, before the workbook is opened: what the archive says of their sizes
/// may be false.
final class WorkbookRows implements RecordSource<Row> {
  private static final int PARTS = 1_000;
  private static final long SHEET = 1L << 30; // bytes, which are streamed
  private static final long SHARED = 128L << 20; // bytes of any other part, which is held
  private static final int COLUMNS = 1_000;

  private final String name;
  private final long bytes;
  private final ReadableWorkbook workbook;
  private final Stream<org.dhatim.fastexcel.reader.Row> stream;
  private final Iterator<org.dhatim.fastexcel.reader.Row> rows;
  private final List<String> header;
  private boolean ended;

  private WorkbookRows(String name, long bytes, ReadableWorkbook workbook) throws IOException {
    this.name = name;
    this.bytes = bytes;
    this.workbook = workbook;
    this.stream = workbook.getFirstSheet().openStream();
    this.rows = stream.iterator();
    this.header = header();
  }

  /// @throws FileFault where the file is no workbook, is cut off, or unpacks to more than is taken
  static WorkbookRows open(Path file) throws IOException {
    String name = RowFiles.name(file);
    boundParts(file, name);
    try {
      var workbook = new ReadableWorkbook(file.toFile());
      try {
        return new WorkbookRows(name, Files.size(file), workbook);
      } catch (IOException | RuntimeException broken) {
        workbook.close();
        throw broken;
      }
    } catch (FileFault fault) {
      throw fault;
    } catch (IOException | RuntimeException broken) {
      throw new FileFault(name + ": no valid workbook: " + broken.getMessage(), broken);
    }
  }

  private static void boundParts(Path file, String name) throws IOException {
    try (var archive = new ZipFile(file.toFile())) {
      if (archive.size() > PARTS)
        throw new FileFault(name + ": parts=" + archive.size() + ", expected at most " + PARTS);
      Enumeration<? extends ZipEntry> parts = archive.entries();
      while (parts.hasMoreElements()) bound(archive, parts.nextElement(), name);
    } catch (ZipException broken) {
      throw new FileFault(name + ": no valid workbook: " + broken.getMessage(), broken);
    }
  }

  private static void bound(ZipFile archive, ZipEntry part, String name) throws IOException {
    long most = part.getName().startsWith("xl/worksheets/") ? SHEET : SHARED;
    byte[] buffer = new byte[1 << 16];
    try (InputStream unpacked = archive.getInputStream(part)) {
      long size = 0;
      for (int count = unpacked.read(buffer); count >= 0; count = unpacked.read(buffer)) {
        size += count;
        if (size > most)
          throw new FileFault(
              name + ": " + part.getName() + " unpacks to more than " + most + " bytes");
      }
    }
  }

  private List<String> header() throws FileFault {
    if (!rows.hasNext())
      throw new FileFault(name + ": its first sheet is empty, expected a row of column names");
    org.dhatim.fastexcel.reader.Row row = rows.next();
    if (row.getCellCount() > COLUMNS)
      throw new FileFault(
          name + ": columns=" + row.getCellCount() + ", expected at most " + COLUMNS);
    var names = new ArrayList<String>();
    var seen = new HashSet<String>();
    for (int at = 0; at < row.getCellCount(); at++) {
      String column = text(row, at).orElse("");
      if (!column.isEmpty() && !seen.add(column))
        throw new FileFault(name + ", row 1: two columns " + Row.shown(column));
      names.add(column);
    }
    return names;
  }

  @Override
  public Optional<Placed<Row>> next() throws IOException {
    try {
      while (rows.hasNext()) {
        org.dhatim.fastexcel.reader.Row row = rows.next();
        ObjectNode fields = fields(row);
        String place = name + ", row " + row.getRowNum();
        if (!fields.isEmpty()) return Optional.of(new Placed<>(place, new Row(place, fields)));
      }
      ended = true;
      return Optional.empty();
    } catch (RuntimeException broken) {
      throw new FileFault(name + ": cannot be read: " + broken.getMessage(), broken);
    }
  }

  private ObjectNode fields(org.dhatim.fastexcel.reader.Row row) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    int width = Math.min(header.size(), row.getCellCount());
    for (int at = 0; at < width; at++) {
      Optional<String> text = text(row, at);
      if (text.isPresent() && !header.get(at).isEmpty()) fields.put(header.get(at), text.get());
    }
    return fields;
  }

  /// A number as it is stored, without the cell's format.
  private static Optional<String> text(org.dhatim.fastexcel.reader.Row row, int at) {
    Optional<Cell> cell = row.getOptionalCell(at);
    return cell.flatMap(one ->
        switch (one.getType()) {
          case STRING -> Optional.of(one.getText());
          case NUMBER, BOOLEAN, FORMULA, ERROR -> Optional.ofNullable(one.getRawValue());
          case EMPTY -> Optional.empty();
        });
  }

  /// All bytes at the end: how far a sheet is, is not known before.
  @Override
  public long position() {
    return ended ? bytes : 0;
  }

  @Override
  public long size() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    stream.close();
    workbook.close();
  }
}
