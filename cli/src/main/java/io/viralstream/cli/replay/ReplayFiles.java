package io.viralstream.cli.replay;

import io.viralstream.datasets.BenchmarkQuestion;
import io.viralstream.datasets.RecordSource;
import io.viralstream.datasets.RecordedAnswer;
import java.io.IOException;
import java.util.Optional;

/// The files of a replay; each may be read several times, and gives the same each time.
///
/// @param hash SHA-256 of the answers
/// @param questions empty where the user names no file of questions
/// @param synonyms the text of CHAIR's table, where the user names one
public record ReplayFiles(
    String hash,
    Opening<RecordedAnswer> answers,
    Optional<Opening<BenchmarkQuestion>> questions,
    Optional<String> synonyms) {

  /// Opens a source at its beginning; the caller closes it.
  ///
  /// @param <T> what its records are
  @FunctionalInterface
  public interface Opening<T> {
    RecordSource<T> open() throws IOException;
  }
}
