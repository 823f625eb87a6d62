package io.viralstream.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The records of several files, one file behind the other, at most 1,000,000 of them.
///
/// Positions are bytes of all files. One file is open at a time.
final class FileRecords<T> implements RecordSource<T> {
  /// How many records there may be.
  static final int MOST = 1_000_000;

  private final List<Part<T>> parts;
  private final long size;
  private Optional<RecordSource<Row>> open = Optional.empty();
  private int part;
  private long done; // bytes of the files that were read
  private long count;

  /// Opens a file's rows.
  @FunctionalInterface
  interface Opening {
    RecordSource<Row> open() throws IOException;
  }

  /// What a row says.
  @FunctionalInterface
  interface Reading<T> {
    T read(Row row) throws RecordFault, IOException;
  }

  /// One file, and how its rows are read.
  record Part<T>(Path file, Opening rows, Reading<T> reading) {
    /// A file whose format is told by its first bytes.
    static <T> Part<T> of(Path file, Reading<T> reading) {
      return new Part<>(file, () -> RowFiles.open(file), reading);
    }
  }

  FileRecords(List<Part<T>> parts) throws IOException {
    this.parts = List.copyOf(parts);
    long bytes = 0;
    for (Part<T> one : parts) bytes += Files.size(one.file());
    this.size = bytes;
  }

  /// One file of any format.
  static <T> FileRecords<T> of(Path file, Reading<T> reading) throws IOException {
    return new FileRecords<>(List.of(Part.of(file, reading)));
  }

  @Override
  public Optional<Placed<T>> next() throws IOException, RecordFault {
    while (part < parts.size()) {
      if (open.isEmpty()) open = Optional.of(parts.get(part).rows().open());
      Optional<Placed<Row>> row = open.get().next();
      if (row.isPresent()) return Optional.of(read(row.get()));
      done += Files.size(parts.get(part).file());
      close();
      part++;
    }
    return Optional.empty();
  }

  private Placed<T> read(Placed<Row> row) throws IOException, RecordFault {
    if (++count > MOST)
      throw new FileFault(
          row.place() + ": more than " + MOST + " records, at most that many are taken");
    return new Placed<>(row.place(), parts.get(part).reading().read(row.record()));
  }

  @Override
  public long position() {
    return done + open.map(RecordSource::position).orElse(0L);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    if (open.isEmpty()) return;
    open.get().close();
    open = Optional.empty();
  }
}
