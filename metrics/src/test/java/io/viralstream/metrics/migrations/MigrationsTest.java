package io.viralstream.metrics.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  private static final Pattern TABLE =
      Pattern.compile("(?:CREATE TABLE IF NOT EXISTS|ALTER TABLE) (\\w+)");
  private static final Pattern WINDOW =
      Pattern.compile("non_replicated_deduplication_window = (\\d+)");

  @Test
  void areNumberedWithoutGaps() {
    assertEquals(
        IntStream.rangeClosed(1, Migration.ALL.size()).boxed().toList(),
        Migration.ALL.stream().map(Migration::number).toList());
  }

  @Test
  void canEachRunTwice() {
    for (Migration migration : Migration.ALL)
      for (String statement : migration.statements())
        assertTrue(
            statement.contains("IF NOT EXISTS") || statement.contains("MODIFY SETTING"),
            migration.name() + ": " + statement);
  }

  @Test
  void leaveEveryTableRememberingItsLastHundredThousandBlocks() {
    var windows = new HashMap<String, Integer>();
    for (Migration migration : Migration.ALL)
      for (String statement : migration.statements())
        TABLE
            .matcher(statement)
            .results()
            .forEach(table ->
                windows.put(
                    table.group(1),
                    WINDOW
                        .matcher(statement)
                        .results()
                        .map(window -> Integer.valueOf(window.group(1)))
                        .findFirst()
                        .orElse(windows.getOrDefault(table.group(1), 0))));

    assertEquals(15, windows.size(), windows.toString());
    assertEquals(Set.of(100_000), Set.copyOf(windows.values()), windows.toString());
  }

  @Test
  void splitIntoStatementsAtSemicolonsThatEndALine() {
    var migration = Migration.of("007_x", "SELECT ';' ;\n\nSELECT 2;\n");

    assertEquals(7, migration.number());
    assertEquals(List.of("SELECT ';'", "SELECT 2"), migration.statements());
  }
}
