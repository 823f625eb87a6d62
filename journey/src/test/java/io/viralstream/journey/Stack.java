package io.viralstream.journey;

import io.viralstream.embedded.EmbeddedStack;
import io.viralstream.embedded.StackSettings;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.migrations.Migrator;
import io.viralstream.schemas.bootstrap.TopicBootstrap;
import io.viralstream.schemas.bootstrap.TopicSettings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Assumptions;

/// The real broker, registry and engine for one test class, with topics and tables.
public final class Stack implements AutoCloseable {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Path LIBRARY =
      REPOSITORY.resolve("embedded/engine/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so");

  private final EmbeddedStack embedded;

  private Stack(EmbeddedStack embedded) {
    this.embedded = embedded;
  }

  static Stack start(Path data) throws InterruptedException {
    var settings =
        new StackSettings(
            data, registryHome(), library(), java(data), StackSettings.WantedPorts.ANY);
    var stack = new Stack(EmbeddedStack.start(settings, InstantSource.system()));
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.endpoints().kafka()))) {
      new TopicBootstrap(admin, new TopicSettings(2, (short) 1)).run();
    }
    new Migrator().run(stack.clickHouse());
    return stack;
  }

  public static Path registryHome() {
    return REPOSITORY.resolve("embedded/target/registry");
  }

  public static Path library() {
    Assumptions.assumeTrue(
        Files.exists(LIBRARY), "the engine is not installed: run npm ci in embedded/engine");
    return LIBRARY;
  }

  public static JavaRuntime java(Path data) {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    return new JavaRuntime(
        Path.of(System.getProperty("java.home")), classPath, data.resolve("cache"));
  }

  EmbeddedStack.Endpoints endpoints() {
    return embedded.endpoints();
  }

  ClickHouseUrl clickHouse() {
    return ClickHouseUrl.parse(endpoints().clickhouse() + "/viral");
  }

  @Override
  public void close() {
    embedded.close();
  }
}
