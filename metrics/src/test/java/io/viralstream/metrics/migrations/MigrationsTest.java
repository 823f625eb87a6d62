package io.viralstream.metrics.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  @Test
  void areNumberedWithoutGaps() {
    assertEquals(
        IntStream.rangeClosed(1, Migrations.ALL.size()).boxed().toList(),
        Migrations.ALL.stream().map(Migration::number).toList());
  }

  @Test
  void canEachRunTwice() {
    for (var migration : Migrations.ALL)
      for (var statement : migration.statements())
        assertTrue(statement.contains("IF NOT EXISTS"), migration.name() + ": " + statement);
  }

  @Test
  void rememberEnoughBlocksToDropABatchThatComesAgain() {
    for (var migration : Migrations.ALL)
      for (var statement : migration.statements())
        assertTrue(
            !statement.contains("MergeTree")
                || statement.contains("non_replicated_deduplication_window = 10000"),
            migration.name() + ": " + statement);
  }

  @Test
  void splitIntoStatementsAtSemicolonsThatEndALine() {
    var migration = Migration.of("007_x", "SELECT ';' ;\n\nSELECT 2;\n");

    assertEquals(7, migration.number());
    assertEquals(List.of("SELECT ';'", "SELECT 2"), migration.statements());
  }
}
