package io.viralstream.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows under headings, each column as wide as its widest cell: texts to the left, figures to the
/// right.
public final class Table {
  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<Column> columns) {
    this.columns = columns;
  }

  public static Table of(Column... columns) {
    return new Table(List.of(columns));
  }

  /// @throws IllegalArgumentException where the number of cells is not that of the columns
  public Table row(String... cells) {
    if (cells.length != columns.size())
      throw new IllegalArgumentException("cells=" + cells.length + ", expected " + columns.size());
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public String text() {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    var lines = new ArrayList<String>();
    lines.add(line(columns.stream().map(Column::heading).toList(), widths));
    lines.add("-".repeat(IntStream.of(widths).sum() + 2 * (widths.length - 1)));
    rows.forEach(row -> lines.add(line(row, widths)));
    return String.join("\n", lines);
  }

  private int width(int column) {
    int cells = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(cells, columns.get(column).heading().length());
  }

  private String line(List<String> cells, int[] widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> columns.get(i).padded(cells.get(i), widths[i]))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  /// One column: its heading and the side on which its cells stand.
  public record Column(String heading, Side side) {
    public static Column text(String heading) {
      return new Column(heading, Side.LEFT);
    }

    public static Column figure(String heading) {
      return new Column(heading, Side.RIGHT);
    }

    private String padded(String cell, int width) {
      String blanks = " ".repeat(width - cell.length());
      return switch (side) {
        case LEFT -> cell + blanks;
        case RIGHT -> blanks + cell;
      };
    }
  }

  /// Where cells stand in their column.
  public enum Side {
    LEFT,
    RIGHT
  }
}
