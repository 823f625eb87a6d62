package io.viralstream.cli.replay;

import io.viralstream.datasets.RecordFault;
import io.viralstream.datasets.RecordSource;
import java.util.List;
import java.util.Optional;

/// Records of a list; an empty one stands for a record that cannot be taken.
final class ListedRecords<T> implements RecordSource<T> {
  private final List<Optional<T>> records;
  private int read;

  ListedRecords(List<Optional<T>> records) {
    this.records = records;
  }

  static <T> ReplayFiles.Opening<T> of(List<T> records) {
    return () -> new ListedRecords<>(records.stream().map(Optional::of).toList());
  }

  @Override
  public Optional<Placed<T>> next() throws RecordFault {
    if (read == records.size()) return Optional.empty();
    String place = "answers.jsonl, line " + (read + 1);
    T record = records.get(read++).orElseThrow(() -> new RecordFault(place, "text: missing"));
    return Optional.of(new Placed<>(place, record));
  }

  @Override
  public long position() {
    return read;
  }

  @Override
  public long size() {
    return records.size();
  }

  @Override
  public void close() {}
}
