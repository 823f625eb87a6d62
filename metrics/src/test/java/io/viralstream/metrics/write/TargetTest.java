package io.viralstream.metrics.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.Query;
import io.viralstream.metrics.migrations.Migrator;
import io.viralstream.metrics.write.Target.Stored;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TargetTest {
  private static final String TABLES =
      Query.of(Migrator.class, "001_rows").sql()
          + Query.of(Migrator.class, "003_resends").sql()
          + Query.of(Migrator.class, "007_recorded").sql()
          + Query.of(Migrator.class, "009_analyses").sql();
  private static final String ADDITIONS =
      Query.of(Migrator.class, "006_accepted").sql()
          + Query.of(Migrator.class, "007_recorded").sql();

  @Test
  void fillsEveryColumnOfItsTable() {
    for (StoredTopic<?> kind : StoredTopic.ALL)
      for (Target<? extends SpecificRecord, ?> target : kind.targets())
        assertEquals(columns(target.table()), target.names(), target.table());
  }

  @Test
  void writesValuesInTheFormOfTheirColumns() {
    Target<String, Stored<String>> target =
        Target.of(
            "t",
            List.of(
                Column.text("text", Stored::record),
                Column.optionalText("none", row -> Optional.empty()),
                Column.optionalInt64("some", row -> Optional.of(258L)),
                Column.flag("flag", row -> true),
                Column.texts("texts", row -> List.of("a", "bc"))));

    byte[] bytes = target.encode(List.of(new Stored<>("é", "t", 3, 4))).orElseThrow();

    var expected =
        List.of(
            "02c3a9",
            "01",
            "000201000000000000",
            "01",
            "020161026263",
            "0174",
            "03000000",
            "0400000000000000");
    assertEquals(String.join("", expected), HexFormat.of().formatHex(bytes));
  }

  @Test
  void givesNothingForNoRows() {
    assertTrue(SampleRows.TARGET.encode(List.of()).isEmpty());
  }

  /// Names in the order of the table, without those that the table fills by itself.
  private static List<String> columns(String table) {
    Matcher body =
        Pattern.compile("EXISTS " + table + " \\((.*?)\\n\\) ENGINE", Pattern.DOTALL)
            .matcher(TABLES);
    assertTrue(body.find(), table);
    return Arrays.stream(body.group(1).split("\n"))
        .filter(line -> !line.isBlank() && !line.contains("DEFAULT"))
        .filter(line -> !line.contains("MATERIALIZED") && !line.contains("--"))
        .map(line -> line.strip().split(" ")[0])
        .flatMap(column -> with(table, column))
        .toList();
  }

  /// A column, and those that later migrations put behind it.
  private static Stream<String> with(String table, String column) {
    return Stream.concat(
        Stream.of(column), addedAfter(table, column).flatMap(added -> with(table, added)));
  }

  private static Stream<String> addedAfter(String table, String column) {
    return Pattern.compile(
            "ALTER TABLE " + table + " ADD COLUMN IF NOT EXISTS (\\w+) .* AFTER " + column + ";")
        .matcher(ADDITIONS)
        .results()
        .map(added -> added.group(1));
  }
}
