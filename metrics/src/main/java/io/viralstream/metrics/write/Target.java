package io.viralstream.metrics.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One table that a topic's records fill: which rows a record gives and what their columns are.
///
/// @param <V> the records
/// @param <R> the rows
record Target<V, R>(String table, Function<Stored<V>, List<R>> rows, List<Column<R>> columns) {

  /// A record with its place in Kafka, which every row of it carries.
  record Stored<V>(V record, String topic, int partition, long offset) {}

  /// Columns in front of the place of the record, which every table ends with.
  static <V, R> Target<V, R> of(
      String table,
      Function<Stored<V>, List<R>> rows,
      Function<R, Stored<V>> place,
      List<Column<R>> columns) {
    var all = new ArrayList<>(columns);
    all.add(Column.text("topic", row -> place.apply(row).topic()));
    all.add(Column.int32("partition", row -> place.apply(row).partition()));
    all.add(Column.int64("offset", row -> place.apply(row).offset()));
    return new Target<>(table, rows, List.copyOf(all));
  }

  /// One record, one row.
  static <V> Target<V, Stored<V>> of(String table, List<Column<Stored<V>>> columns) {
    return of(table, List::of, row -> row, columns);
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /// The rows of some records in RowBinary; empty where they give none.
  Optional<byte[]> encode(List<Stored<V>> records) {
    var out = new RowBinary();
    int written = 0;
    for (Stored<V> record : records) {
      for (R row : rows.apply(record)) {
        columns.forEach(column -> column.cell().write(row, out));
        written++;
      }
    }
    return written == 0 ? Optional.empty() : Optional.of(out.bytes());
  }
}
