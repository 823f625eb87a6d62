package io.viralstream.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredPageTest {
  private static final int STORED = 250;

  @Test
  void namesTheRowBehindWhichTheNextPageBegins() {
    StoredPage<Integer> page = read("", 120, 1);
    assertEquals(IntStream.range(0, 120).boxed().toList(), page.rows());
    assertEquals(Optional.of("119"), page.next());
  }

  @Test
  void endsWithTheLastRow() {
    StoredPage<Integer> page = read("119", 1_000, 1);
    assertEquals(130, page.rows().size());
    assertEquals(Optional.empty(), page.next());
  }

  @Test
  void hasAnEmptyPageBehindALastFullOne() {
    assertEquals(Optional.of("249"), read("149", 100, 1).next());
    assertEquals(new StoredPage<>(List.of(), Optional.empty()), read("249", 100, 1));
  }

  @Test
  void endsEarlyWhereItsRowsAreLarge() {
    StoredPage<Integer> page = read("", 1_000, 100_000);
    assertEquals(100, page.rows().size());
    assertEquals(Optional.of("99"), page.next());
  }

  private static StoredPage<Integer> read(String after, int most, long size) {
    return StoredPage.read(StoredPageTest::rows, after, most, String::valueOf, row -> size);
  }

  private static List<Integer> rows(String after, int most) {
    int from = after.isEmpty() ? 0 : Integer.parseInt(after) + 1;
    return IntStream.range(from, Math.min(STORED, from + most)).boxed().toList();
  }
}
