package io.viralstream.metrics.migrations;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies each migration once, in order, under a lock, and refuses one that changed since.
///
/// A crash leaves a migration applied in part but not recorded; the next run repeats it, which its
/// statements allow.
public final class Migrator {
  private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Query APPLIED = Query.of(Migrator.class, "applied");
  private static final Query RECORD =
      new Query(
          "INSERT INTO migrations (number, name, checksum) SELECT {number:UInt32}, {name:String},"
              + " {checksum:String}");

  private final List<Migration> migrations;

  public Migrator() {
    this(Migration.ALL);
  }

  Migrator(List<Migration> migrations) {
    this.migrations = List.copyOf(migrations);
  }

  /// Creates the database where it is missing and brings it to the newest tables.
  ///
  /// @throws MigrationException where an applied migration differs from this build's, or the
  ///   database is newer than this build
  public void run(ClickHouseUrl url) throws InterruptedException {
    try (var server = new ClickHouse(url.anywhere())) {
      server.execute("CREATE DATABASE IF NOT EXISTS " + url.database());
    }
    try (var clickHouse = new ClickHouse(url)) {
      clickHouse.execute(
          """
          CREATE TABLE IF NOT EXISTS migrations (
            number UInt32, name String, checksum String, at DateTime64(3, 'UTC') DEFAULT now64(3)
          ) ENGINE = MergeTree ORDER BY number\
          """);
      MigrationLock.take(clickHouse, LEASE).around(() -> apply(clickHouse));
    }
  }

  private void apply(ClickHouse clickHouse) {
    Map<Long, String> applied = new HashMap<>();
    for (Row row : clickHouse.query(APPLIED)) {
      check(row.number("number"), row.text("name"), row.text("checksum"));
      applied.put(row.number("number"), row.text("name"));
    }
    for (Migration migration : migrations) {
      if (applied.containsKey((long) migration.number())) continue;
      migration.statements().forEach(clickHouse::execute);
      clickHouse.query(
          RECORD,
          Binding.of("number", migration.number()),
          Binding.of("name", migration.name()),
          Binding.of("checksum", migration.checksum()));
      LOG.info("migration applied name={}", migration.name());
    }
  }

  private void check(long number, String name, String checksum) {
    Migration known =
        migrations.stream()
            .filter(migration -> migration.number() == number)
            .findFirst()
            .orElseThrow(() ->
                new MigrationException(
                    "migration " + name + " is unknown: the database is newer than this build"));
    if (!known.checksum().equals(checksum)) {
      throw new MigrationException(
          String.format(
              Locale.ROOT,
              "migration %s was changed after it was applied: applied checksum=%s, this build's=%s",
              known.name(),
              checksum,
              known.checksum()));
    }
  }
}
