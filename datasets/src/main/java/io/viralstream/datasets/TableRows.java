package io.viralstream.datasets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The lines of a table in a text file, one at a time: columns with commas or tabs between them.
///
/// With commas, cells may stand in double quotes as RFC 4180 says: `1,"He said ""no"", twice",(a)`
/// has three cells, and a quoted cell may have line breaks. With tabs, a quote is a character.
final class TableRows implements RecordSource<Row> {
  private static final int COLUMNS = 1_000;
  private static final int LONGEST = 1_000_000; // characters of a cell

  private final String name;
  private final long size;
  private final Utf8Stream text;
  private final BufferedReader reader;
  private final Marks marks;
  private final List<String> header;
  private long line = 1;

  /// What parts the cells of a line.
  enum Marks {
    COMMAS(','),
    TABS('\t');

    private final char between;

    Marks(char between) {
      this.between = between;
    }
  }

  private TableRows(Path file, Marks marks, Names names) throws IOException {
    this.name = RowFiles.name(file);
    this.size = Files.size(file);
    this.text = new Utf8Stream(name, new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    this.reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    this.marks = marks;
    this.header =
        switch (names) {
          case IN_FIRST_LINE -> header();
          case BY_INDEX -> List.of();
        };
  }

  /// Where the columns' names are from.
  enum Names {
    IN_FIRST_LINE,
    /// "0" is the first.
    BY_INDEX
  }

  static TableRows open(Path file, Marks marks, Names names) throws IOException {
    return new TableRows(file, marks, names);
  }

  private List<String> header() throws IOException {
    List<String> names =
        cells().orElseThrow(() -> new FileFault(name + ": empty, expected a table"));
    var seen = new HashSet<String>();
    for (String column : names)
      if (!seen.add(column))
        throw new FileFault(name + ", line 1: two columns " + Row.shown(column));
    return names;
  }

  @Override
  public Optional<Placed<Row>> next() throws IOException, RecordFault {
    while (true) {
      long begun = line;
      text.begin();
      Optional<List<String>> cells = cells();
      if (cells.isEmpty()) return Optional.empty();
      if (cells.get().equals(List.of(""))) continue;
      String place = name + ", line " + begun;
      return Optional.of(new Placed<>(place, row(place, cells.get())));
    }
  }

  private Row row(String place, List<String> cells) throws RecordFault {
    if (!header.isEmpty() && cells.size() != header.size())
      throw new RecordFault(
          place, cells.size() + " columns, expected " + header.size() + " as in line 1");
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (int at = 0; at < cells.size(); at++)
      fields.put(header.isEmpty() ? Integer.toString(at) : header.get(at), cells.get(at));
    return new Row(place, fields);
  }

  /// The cells of one line; empty at the end.
  private Optional<List<String>> cells() throws IOException {
    int one = reader.read();
    if (one < 0) return Optional.empty();
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    long begun = line;
    for (; one >= 0 && one != '\n'; one = reader.read()) {
      if (one == marks.between) end(cells, cell);
      else if (one == '"' && cell.isEmpty() && marks == Marks.COMMAS) quoted(cell, begun);
      else cell.append((char) one);
      bound(cell, cells);
    }
    line++;
    if (!cell.isEmpty() && cell.charAt(cell.length() - 1) == '\r')
      cell.setLength(cell.length() - 1);
    end(cells, cell);
    return Optional.of(cells);
  }

  private static void end(List<String> cells, StringBuilder cell) {
    cells.add(cell.toString());
    cell.setLength(0);
  }

  /// What stands between two quotes; two of them within are one that belongs to the cell.
  private void quoted(StringBuilder cell, long begun) throws IOException {
    for (int one = reader.read(); ; one = reader.read()) {
      if (one < 0)
        throw new FileFault(
            name + ", line " + begun + ": cut off within a quoted cell, expected a \" behind it");
      if (one == '\n') line++;
      if (one != '"') {
        cell.append((char) one);
        bound(cell, List.of());
        continue;
      }
      reader.mark(1);
      if (reader.read() != '"') {
        reader.reset();
        return;
      }
      cell.append('"');
    }
  }

  private void bound(StringBuilder cell, List<String> cells) throws FileFault {
    if (cell.length() > LONGEST)
      throw new FileFault(
          name + ", line " + line + ": a cell of more than " + LONGEST + " characters");
    if (cells.size() > COLUMNS)
      throw new FileFault(name + ", line " + line + ": more than " + COLUMNS + " columns");
  }

  @Override
  public long position() {
    return text.position();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
