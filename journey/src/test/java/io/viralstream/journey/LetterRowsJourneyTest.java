package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.migrations.Migrator;
import io.viralstream.metrics.read.LetterFilter;
import io.viralstream.metrics.read.LetterReader;
import io.viralstream.metrics.read.LetterRows.LetterCount;
import io.viralstream.metrics.read.LetterRows.LetterMark;
import io.viralstream.metrics.read.LetterRows.LetterPage;
import io.viralstream.metrics.read.StoredLetter;
import io.viralstream.metrics.read.StoredLetter.RecordPlace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is asked of the dead letters' rows, on a real engine.
class LetterRowsJourneyTest {
  private static final Instant LATER = Instant.ofEpochMilli(9_000);
  private static final LetterPage FIRST = LetterPage.first(LATER);

  @TempDir private static Path data;
  private static Engine engine;
  private static ClickHouse clickHouse;
  private static LetterReader letters;

  @BeforeAll
  static void storeFourLettersOneOfThemTwiceAndOneSentAgain() throws Exception {
    engine = Engine.start(data);
    ClickHouseUrl url = engine.database("letters");
    new Migrator().run(url);
    clickHouse = new ClickHouse(url);
    letters = new LetterReader(clickHouse);
    letter("train/viral/t/0/1", "TRAIN", "'viral'", "image: kafka:images/0/7 is not there", 1);
    letter("train/viral/t/0/2", "TRAIN", "'viral'", "image: kafka:images/1/12 is not there", 2);
    letter("train/b/t/0/2", "TRAIN", "'b'", "aabbccddeeff0011 is not there", 3);
    letter("route/s/0/4", "ROUTE", "NULL", "no é", 4);
    letter("route/s/0/4", "ROUTE", "NULL", "no record", 5);
    clickHouse.execute(
        "INSERT INTO resends (id, became_topic, became_partition, became_offset, at, topic,"
            + " partition, offset) VALUES ('train/viral/t/0/1', 't', 0, 40, fromUnixTimestamp64Milli(6), 'resends', 0, 0)");
  }

  @AfterAll
  static void stop() {
    if (clickHouse != null) clickHouse.close();
    if (engine != null) engine.close();
  }

  @Test
  void countsByIdAndKindOfReason() {
    assertEquals(
        List.of(
            new LetterCount("ROUTE", "INVALID", "no record", 1, 0),
            new LetterCount("TRAIN", "INVALID", "# is not there", 1, 0),
            new LetterCount("TRAIN", "INVALID", "image: kafka:images/#/# is not there", 2, 1)),
        letters.counts(LetterFilter.ALL, LATER).stream()
            .sorted(
                java.util.Comparator.comparing(LetterCount::step)
                    .thenComparing(LetterCount::letters))
            .toList());
  }

  @Test
  void pagesThroughAllOfThemInBothDirections() {
    List<StoredLetter> newest = letters.newest(LetterFilter.ALL, FIRST, 3);
    List<StoredLetter> rest = letters.newest(LetterFilter.ALL, behind(newest), 3);
    assertEquals(List.of("route/s/0/4", "train/b/t/0/2", "train/viral/t/0/2"), ids(newest));
    assertEquals(List.of("train/viral/t/0/1"), ids(rest));

    List<StoredLetter> oldest = letters.oldest(LetterFilter.ALL, FIRST, 1);
    assertEquals(List.of("train/viral/t/0/1"), ids(oldest));
    assertEquals(
        List.of("train/viral/t/0/2"), ids(letters.oldest(LetterFilter.ALL, behind(oldest), 1)));
  }

  @Test
  void filtersByWhatTheyAre() {
    assertEquals(3, letters.oldest(filter("TRAIN", "", "", Optional.empty()), FIRST, 9).size());
    assertEquals(List.of("train/b/t/0/2"), ids(filter("", "b", "", Optional.empty())));
    assertEquals(2, ids(filter("", "", "image: kafka:images/#", Optional.empty())).size());
    assertEquals(1, ids(filter("", "", "image: kafka:images/1", Optional.empty())).size());
    assertEquals(List.of("train/viral/t/0/1"), ids(filter("", "", "", Optional.of(true))));
    assertEquals(3, ids(filter("", "", "", Optional.of(false))).size());
  }

  @Test
  void leavesOutWhatFailedAfterTheMomentOfAsking() {
    var early = LetterPage.first(Instant.ofEpochMilli(3));
    assertEquals(2, letters.oldest(LetterFilter.ALL.unsent(), early, 9).size());
  }

  @Test
  void findsOneWithWhatItBecame() {
    StoredLetter found = letters.find("train/viral/t/0/1").orElseThrow();

    assertEquals(Optional.of("viral"), found.arm());
    assertEquals(new RecordPlace("t", 0, 1), found.origin());
    assertEquals(new RecordPlace("dead-letters", 0, 1), found.stored());
    assertEquals(
        Optional.of(new StoredLetter.Sent(new RecordPlace("t", 0, 40), Instant.ofEpochMilli(6))),
        found.resent());
  }

  @Test
  void showsTheNewestReasonOfALetterThatWasWrittenTwice() {
    StoredLetter found = letters.find("route/s/0/4").orElseThrow();

    assertEquals("no record", found.reason());
    assertEquals(Optional.empty(), found.resent());
    assertEquals(5, found.stored().offset());
  }

  @Test
  void findsNothingUnderAnotherId() {
    assertEquals(Optional.empty(), letters.find("' OR 1 = 1 --"));
  }

  private static void letter(String id, String step, String arm, String reason, int at) {
    clickHouse.execute(
        "INSERT INTO dead_letters (id, step, arm, category, reason, origin_topic,"
            + " origin_partition, origin_offset, value_bytes, at, topic, partition, offset) VALUES"
            + " ('%s', '%s', %s, 'INVALID', '%s', 't', 0, %d, 3, fromUnixTimestamp64Milli(%d), 'dead-letters', 0, %d)"
                .formatted(id, step, arm, reason, at, at, at));
  }

  private static LetterFilter filter(
      String step, String arm, String reason, Optional<Boolean> resent) {
    return new LetterFilter(
        some(step), Optional.empty(), some(arm), some(reason), Optional.empty(), resent);
  }

  private static Optional<String> some(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }

  private static List<String> ids(LetterFilter filter) {
    return ids(letters.oldest(filter, FIRST, 9));
  }

  private static List<String> ids(List<StoredLetter> found) {
    return found.stream().map(StoredLetter::id).toList();
  }

  private static LetterPage behind(List<StoredLetter> page) {
    return new LetterPage(LATER, Optional.of(LetterMark.of(page.getLast())));
  }
}
