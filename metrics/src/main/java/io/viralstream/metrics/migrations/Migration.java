package io.viralstream.metrics.migrations;

import io.viralstream.metrics.Query;
import io.viralstream.schemas.ContentId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// One numbered change of the tables: `001_rows` is the resource `001_rows.sql`.
///
/// Its statements can each run twice, so that a migration that was cut off is simply run again.
///
/// @param checksum SHA-256 of the text
record Migration(int number, String name, List<String> statements, String checksum) {
  private static final int DIGITS = 3;

  /// Every migration in the order in which they are applied; a new one goes to the end.
  static final List<Migration> ALL =
      Stream.of(
              "001_rows",
              "002_score_totals",
              "003_resends",
              "004_letters",
              "005_windows",
              "006_accepted",
              "007_recorded",
              "008_hallucination",
              "009_analyses")
          .map(Migration::of)
          .toList();

  static Migration of(String name) {
    return of(name, Query.of(Migration.class, name).sql());
  }

  static Migration of(String name, String text) {
    List<String> statements =
        Arrays.stream(text.split(";\\s*(\n|$)"))
            .filter(statement -> !statement.isBlank())
            .map(String::strip)
            .toList();
    return new Migration(
        Integer.parseInt(name.substring(0, DIGITS)),
        name,
        statements,
        ContentId.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
