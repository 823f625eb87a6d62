package io.viralstream.metrics.write;

import com.clickhouse.client.api.data_formats.RowBinaryFormatSerializer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// One column of a table: its name and what a row puts there, in the form of the column's type.
///
/// `optional…` fills a Nullable column, `text` a String or LowCardinality(String).
record Column<R>(String name, Cell<R> cell) {

  /// Writes the value of one row.
  interface Cell<R> {
    void write(R row, RowBinary out);
  }

  private interface Writer<T> {
    void write(RowBinaryFormatSerializer out, T value) throws IOException;
  }

  static <R> Column<R> text(String name, Function<R, String> value) {
    return of(name, value, RowBinaryFormatSerializer::writeString);
  }

  static <R> Column<R> optionalText(String name, Function<R, Optional<String>> value) {
    return optional(name, value, RowBinaryFormatSerializer::writeString);
  }

  static <R> Column<R> texts(String name, Function<R, List<String>> value) {
    return new Column<>(
        name,
        (row, out) -> {
          List<String> texts = value.apply(row);
          out.size(texts.size());
          texts.forEach(text -> out.value(to -> to.writeString(text)));
        });
  }

  static <R> Column<R> int32s(String name, Function<R, List<Integer>> value) {
    return new Column<>(
        name,
        (row, out) -> {
          List<Integer> numbers = value.apply(row);
          out.size(numbers.size());
          numbers.forEach(number -> out.value(to -> to.writeInt32(number)));
        });
  }

  static <R> Column<R> int32(String name, ToIntFunction<R> value) {
    return of(name, value::applyAsInt, RowBinaryFormatSerializer::writeInt32);
  }

  static <R> Column<R> int64(String name, ToLongFunction<R> value) {
    return of(name, value::applyAsLong, RowBinaryFormatSerializer::writeInt64);
  }

  static <R> Column<R> optionalInt64(String name, Function<R, Optional<Long>> value) {
    return optional(name, value, RowBinaryFormatSerializer::writeInt64);
  }

  static <R> Column<R> float64(String name, ToDoubleFunction<R> value) {
    return of(name, value::applyAsDouble, RowBinaryFormatSerializer::writeFloat64);
  }

  static <R> Column<R> optionalFloat64(String name, Function<R, Optional<Double>> value) {
    return optional(name, value, RowBinaryFormatSerializer::writeFloat64);
  }

  static <R> Column<R> flag(String name, Predicate<R> value) {
    return of(name, value::test, RowBinaryFormatSerializer::writeBool);
  }

  /// DateTime64(3).
  static <R> Column<R> time(String name, Function<R, Instant> value) {
    return of(name, row -> value.apply(row).toEpochMilli(), RowBinaryFormatSerializer::writeInt64);
  }

  private static <R, T> Column<R> of(String name, Function<R, T> value, Writer<T> writer) {
    return new Column<>(name, (row, out) -> out.value(to -> writer.write(to, value.apply(row))));
  }

  private static <R, T> Column<R> optional(
      String name, Function<R, Optional<T>> value, Writer<T> writer) {
    return new Column<>(
        name,
        (row, out) -> {
          Optional<T> present = value.apply(row);
          out.value(present.isEmpty() ? to -> to.writeNull() : to -> to.writeNotNull());
          present.ifPresent(known -> out.value(to -> writer.write(to, known)));
        });
  }
}
