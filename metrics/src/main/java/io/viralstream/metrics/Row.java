package io.viralstream.metrics;

import com.clickhouse.client.api.query.GenericRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One row of an answer, with the columns that its query names.
///
/// Times travel as milliseconds since the epoch, so that no time zone of either side plays a part.
public final class Row {
  private final GenericRecord values;

  Row(GenericRecord values) {
    this.values = values;
  }

  public String text(String column) {
    return values.getString(column);
  }

  public Optional<String> optionalText(String column) {
    return values.hasValue(column) ? Optional.of(values.getString(column)) : Optional.empty();
  }

  public long number(String column) {
    return values.getLong(column);
  }

  public int count(String column) {
    return Math.toIntExact(values.getLong(column));
  }

  public OptionalLong optionalNumber(String column) {
    return values.hasValue(column) ? OptionalLong.of(values.getLong(column)) : OptionalLong.empty();
  }

  public double real(String column) {
    return values.getDouble(column);
  }

  public OptionalDouble optionalReal(String column) {
    return values.hasValue(column)
        ? OptionalDouble.of(values.getDouble(column))
        : OptionalDouble.empty();
  }

  public Instant time(String column) {
    return Instant.ofEpochMilli(values.getLong(column));
  }

  public List<String> texts(String column) {
    return List.of(values.getStringArray(column));
  }
}
