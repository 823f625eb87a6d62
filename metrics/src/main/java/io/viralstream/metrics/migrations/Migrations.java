package io.viralstream.metrics.migrations;

import java.util.List;
import java.util.stream.Stream;

/// Every migration in the order in which they are applied; a new one goes to the end.
final class Migrations {
  static final List<Migration> ALL =
      Stream.of("001_rows", "002_score_totals", "003_resends", "004_letters", "005_windows")
          .map(Migration::of)
          .toList();

  private Migrations() {}
}
