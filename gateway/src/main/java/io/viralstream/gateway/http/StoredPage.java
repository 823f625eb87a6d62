package io.viralstream.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// One page of rows that the store lists by id: at most as many as were asked for, and of bounded
/// size.
///
/// A row may take a MiB. So rows are read a few at a time, and a page ends early once it is large;
/// where it ended its reader goes on.
///
/// @param next the id behind which the next page begins; empty behind the last row
public record StoredPage<T>(List<T> rows, Optional<String> next) {
  /// Rows that are read at a time.
  private static final int FEW = 100;

  /// Characters, after which no more are read.
  private static final long LARGE = 4L << 20;

  /// Reads the rows behind an id in the order of ids.
  @FunctionalInterface
  public interface Source<T> {
    /// Blocks: not for the event loop.
    ///
    /// @param after an id; the empty text for the first rows
    List<T> rows(String after, int most);
  }

  /// @param after an id; the empty text for the first page
  /// @param most rows of the page
  /// @param id of a row
  /// @param size of a row in characters
  public static <T> StoredPage<T> read(
      Source<T> source, String after, int most, Function<T, String> id, ToLongFunction<T> size) {
    var rows = new ArrayList<T>();
    String last = after;
    long characters = 0;
    while (rows.size() < most && characters < LARGE) {
      int wanted = Math.min(FEW, most - rows.size());
      List<T> read = source.rows(last, wanted);
      rows.addAll(read);
      if (read.size() < wanted) return new StoredPage<>(List.copyOf(rows), Optional.empty());
      last = id.apply(read.getLast());
      characters += read.stream().mapToLong(size).sum();
    }
    return new StoredPage<>(List.copyOf(rows), Optional.of(last));
  }
}
