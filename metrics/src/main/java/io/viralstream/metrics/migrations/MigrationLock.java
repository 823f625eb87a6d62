package io.viralstream.metrics.migrations;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseException;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A lock made of what ClickHouse has: creating a table succeeds for one of several who try.
///
/// The newest table `migration_lock_N` is the lock. Its comment says `held` or `released`; a
/// process that finds it released, or held for longer than the lease, tries to create number N + 1.
/// Numbers never come back, so a slow contender can only lose: with `migration_lock_4` stale, two
/// create number 5, one gets error 57 and waits. It holds on a cluster too, where a replicated
/// database orders its DDL.
final class MigrationLock {
  private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);
  private static final int TABLE_EXISTS = 57;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Query NEWEST = Query.of(MigrationLock.class, "newest_lock");

  private final ClickHouse clickHouse;
  private final long number;

  private MigrationLock(ClickHouse clickHouse, long number) {
    this.clickHouse = clickHouse;
    this.number = number;
  }

  /// Waits for the lock.
  ///
  /// @param lease how long a holder may take before it counts as dead
  static MigrationLock take(ClickHouse clickHouse, Duration lease) throws InterruptedException {
    while (true) {
      long newest = newestFree(clickHouse, lease);
      if (newest >= 0 && create(clickHouse, newest + 1)) {
        if (isNewest(clickHouse, newest + 1)) return new MigrationLock(clickHouse, newest + 1);
        drop(clickHouse, newest + 1);
      }
      Thread.sleep(PAUSE);
    }
  }

  /// The number of the newest lock, 0 where there was none, or -1 while another holds it.
  private static long newestFree(ClickHouse clickHouse, Duration lease) {
    List<Row> rows = clickHouse.query(NEWEST, Binding.of("database", clickHouse.url().database()));
    if (rows.isEmpty()) return 0;
    Row newest = rows.getFirst();
    if ("released".equals(newest.text("state"))) return newest.number("number");
    if (newest.number("age") < lease.toSeconds()) return -1;
    LOG.warn(
        "migration_lock stale number={} seconds={}", newest.number("number"), newest.number("age"));
    return newest.number("number");
  }

  private static boolean create(ClickHouse clickHouse, long number) {
    try {
      clickHouse.execute(
          String.format(
              Locale.ROOT,
              "CREATE TABLE migration_lock_%d (taken UInt8) ENGINE = Memory COMMENT 'held'",
              number));
      return true;
    } catch (ClickHouseException e) {
      if (e.code() == TABLE_EXISTS) return false;
      throw e;
    }
  }

  /// Guards against a contender so slow that the number it created had come and gone; removes the
  /// lock before ours.
  private static boolean isNewest(ClickHouse clickHouse, long number) {
    Row newest =
        clickHouse.query(NEWEST, Binding.of("database", clickHouse.url().database())).getFirst();
    if (newest.number("number") != number) return false;
    drop(clickHouse, number - 1);
    return true;
  }

  private static void drop(ClickHouse clickHouse, long number) {
    clickHouse.execute(
        String.format(Locale.ROOT, "DROP TABLE IF EXISTS migration_lock_%d", number));
  }

  /// Does something and gives the lock free, however that ends.
  void around(Runnable work) {
    try {
      work.run();
    } finally {
      clickHouse.execute(
          String.format(
              Locale.ROOT, "ALTER TABLE migration_lock_%d MODIFY COMMENT 'released'", number));
    }
  }
}
