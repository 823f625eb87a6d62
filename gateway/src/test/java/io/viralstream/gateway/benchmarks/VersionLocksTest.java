package io.viralstream.gateway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class VersionLocksTest {
  private final VersionLocks locks = new VersionLocks();

  @Test
  void shutsNobodyOutHoweverManyVersionsWereWritten() {
    for (int version = 0; version < 10_002; version++)
      assertEquals(1, locks.shared(version("b" + version), () -> 1));
  }

  @Test
  void keepsItemsOutWhileTheirVersionIsSealed() {
    Problem problem =
        locks.alone(
            version("b"),
            () -> elsewhere(() -> Refusals.of(() -> locks.shared(version("b"), () -> 1))));
    assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
  }

  @Test
  void keepsItemsOutAlsoAfterOthersWereRefused() {
    Problem problem =
        locks.alone(
            version("b"),
            () -> {
              elsewhere(() -> Refusals.of(() -> locks.shared(version("b"), () -> 1)));
              return elsewhere(() -> Refusals.of(() -> locks.shared(version("b"), () -> 1)));
            });
    assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
    assertEquals(1, locks.shared(version("b"), () -> 1));
  }

  private static <T> T elsewhere(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, Thread::startVirtualThread).join();
  }

  private static VersionName version(String name) {
    return new VersionName(name, "a".repeat(64));
  }
}
