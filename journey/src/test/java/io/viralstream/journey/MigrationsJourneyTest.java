package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.migrations.MigrationException;
import io.viralstream.metrics.migrations.Migrator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Migrations on a real engine, each test in a database of its own.
class MigrationsJourneyTest {
  @TempDir private static Path data;
  private static Engine engine;

  @BeforeAll
  static void start() {
    engine = Engine.start(data);
  }

  @AfterAll
  static void stop() {
    if (engine != null) engine.close();
  }

  @Test
  void areAppliedOnceThoughSeveralStartAtOnce() throws Exception {
    ClickHouseUrl url = engine.database("together");
    Callable<Boolean> start =
        () -> {
          new Migrator().run(url);
          return true;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> done : threads.invokeAll(List.of(start, start, start)))
        assertTrue(done.get());
    }

    assertEquals(0, number(url, "SELECT count() - uniqExact(number) AS n FROM migrations"));
    assertTrue(number(url, "SELECT count() AS n FROM migrations") > 0);
  }

  @Test
  void refuseByNameWhatWasChangedAfterItWasApplied() throws Exception {
    ClickHouseUrl url = engine.database("changed");
    new Migrator().run(url);
    execute(url, "ALTER TABLE migrations UPDATE checksum = 'other' WHERE number = 1");

    MigrationException refused =
        assertThrows(MigrationException.class, () -> new Migrator().run(url));

    assertTrue(String.valueOf(refused.getMessage()).contains("001_rows"), refused.getMessage());
  }

  @Test
  void refuseADatabaseThatIsNewerThanTheBuild() throws Exception {
    ClickHouseUrl url = engine.database("newer");
    new Migrator().run(url);
    execute(url, "INSERT INTO migrations (number, name) SELECT 900, '900_later'");

    MigrationException refused =
        assertThrows(MigrationException.class, () -> new Migrator().run(url));

    assertTrue(String.valueOf(refused.getMessage()).contains("900_later"), refused.getMessage());
  }

  @Test
  void goOnWhereOneWasCutOff() throws Exception {
    ClickHouseUrl url = engine.database("cut");
    new Migrator().run(url);
    execute(url, "ALTER TABLE migrations DELETE WHERE number = 1");
    execute(url, "DROP TABLE dead_letters");

    new Migrator().run(url);

    assertEquals(0, number(url, "SELECT count() AS n FROM dead_letters"));
  }

  private static void execute(ClickHouseUrl url, String statement) {
    try (var clickHouse = new ClickHouse(url)) {
      String synchronous = statement.startsWith("ALTER") ? " SETTINGS mutations_sync = 2" : "";
      clickHouse.execute(statement + synchronous);
    }
  }

  private static long number(ClickHouseUrl url, String sql) {
    try (var clickHouse = new ClickHouse(url)) {
      return clickHouse.query(new Query(sql)).getFirst().number("n");
    }
  }
}
