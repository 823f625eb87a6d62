package io.viralstream.gateway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SealedItemsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long ONE = new StagedItems().bytes();

  private final List<VersionName> scanned = Collections.synchronizedList(new ArrayList<>());

  @Test
  void readsAVersionOnceWhileThereIsRoom() {
    var sealed = new SealedItems(this::scan, PATIENCE, 2 * ONE);
    read(sealed, "a", "b", "a", "b");
    assertEquals(versions("a", "b"), scanned);
  }

  @Test
  void dropsTheOneThatWasAskedAboutLeastRecentlyWhenBytesAreUsedUp() {
    var sealed = new SealedItems(this::scan, PATIENCE, 2 * ONE);
    read(sealed, "a", "b", "a", "c", "a", "b");
    assertEquals(versions("a", "b", "c", "b"), scanned);
  }

  @Test
  void keepsOneVersionHoweverLargeItIs() {
    var sealed = new SealedItems(this::scan, PATIENCE, 1);
    read(sealed, "a", "a", "b", "b", "a");
    assertEquals(versions("a", "b", "a"), scanned);
  }

  @Test
  void hasDroppedALargeVersionBeforeASealReadsAnother() {
    var sealed = new SealedItems(this::scan, PATIENCE, 1);
    read(sealed, "a");
    sealed.beside(() -> scan(version("b")));
    read(sealed, "a");
    assertEquals(versions("a", "b", "a"), scanned);
  }

  @Test
  void readsOneVersionAtATime() throws Exception {
    var reading = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var sealed =
        new SealedItems(
            version -> {
              reading.countDown();
              await(goOn);
              return scan(version);
            },
            PATIENCE,
            2 * ONE);
    var first =
        CompletableFuture.supplyAsync(() -> sealed.of(version("a")), Thread::startVirtualThread);
    reading.await();
    var second =
        CompletableFuture.supplyAsync(() -> sealed.of(version("a")), Thread::startVirtualThread);
    goOn.countDown();
    assertSame(first.get(), second.get());
    assertEquals(versions("a"), scanned);
  }

  @Test
  void refusesWhoWouldHaveToWaitForTooLong() {
    var sealed = new SealedItems(this::scan, Duration.ofMillis(1), ONE);
    Problem problem =
        sealed.beside(() ->
            CompletableFuture.supplyAsync(
                    () -> Refusals.of(() -> sealed.of(version("a"))), Thread::startVirtualThread)
                .join());
    assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
    assertEquals(List.of(), scanned);
  }

  @Test
  void givesTheTurnBackWhenAReadFails() {
    var sealed = new SealedItems(this::scan, Duration.ofMillis(1), ONE);
    Refusals.of(() ->
        sealed.beside(() -> {
          throw Problem.of(ProblemKind.TOO_LARGE, "x").exception();
        }));
    read(sealed, "a");
    assertEquals(versions("a"), scanned);
  }

  private StagedItems scan(VersionName version) {
    scanned.add(version);
    return new StagedItems();
  }

  private static void read(SealedItems sealed, String... names) {
    for (String name : names) {
      StagedItems unused = sealed.of(version(name));
    }
  }

  private static List<VersionName> versions(String... names) {
    return List.of(names).stream().map(SealedItemsTest::version).toList();
  }

  private static VersionName version(String name) {
    return new VersionName(name, "a".repeat(64));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
