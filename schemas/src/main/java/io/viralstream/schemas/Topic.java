package io.viralstream.schemas;

import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/// One topic: which step writes it, what its records are and how long they stay.
///
/// Keys are UTF-8 strings, or absent. Topics with `Partitions.SHARED` have the same number of
/// partitions everywhere, so that equal keys meet in one stream task; `Partitions.ONE` is a total
/// order.
///
/// @param step the journey step that writes it, 1 to 6, or 0 for any
/// @param maxRecordBytes the largest record that the topic accepts
public record Topic<V extends SpecificRecord>(
    int step,
    String name,
    Class<V> type,
    Partitions partitions,
    Retention retention,
    int maxRecordBytes) {

  /// How a topic is divided.
  public enum Partitions {
    ONE,
    SHARED
  }

  public Topic {
    Objects.requireNonNull(type, name);
    if (step < 0 || step > 6)
      throw new IllegalArgumentException(name + ": step=" + step + ", expected 0 to 6");
  }

  /// The registry's subject for this topic's values, by the usual topic-name strategy.
  public String subject() {
    return name + "-value";
  }
}
