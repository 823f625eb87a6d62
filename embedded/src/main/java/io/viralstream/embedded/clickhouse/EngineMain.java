package io.viralstream.embedded.clickhouse;

import io.viralstream.embedded.clickhouse.chdb.Chdb;
import io.viralstream.embedded.clickhouse.http.EngineServer;
import io.viralstream.embedded.clickhouse.http.RequestLimits;
import io.viralstream.embedded.process.ExhaustedMemory;
import io.viralstream.embedded.process.Tether;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine's child process: loads libchdb and serves ClickHouse's HTTP protocol until stopped.
///
/// Arguments: libchdb.so, the data folder, the port, then options of the engine.
public final class EngineMain {

  private static final Logger LOG = LoggerFactory.getLogger(EngineMain.class);
  private static final int OPTIONS = 3;

  private EngineMain() {}

  public static void main(String[] arguments) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(new ExhaustedMemory(Tether::halt));
    Tether.watch(System.in, Tether::halt);
    Path data = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
    List<String> options = new ArrayList<>(List.of(arguments).subList(OPTIONS, arguments.length));
    options.addFirst("--path=" + data);
    Chdb engine = Chdb.load(Path.of(arguments[0]), options);
    EngineServer server =
        EngineServer.start(
            engine,
            data,
            Integer.parseInt(arguments[2]),
            RequestLimits.ONE_MACHINE,
            InstantSource.system());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    LOG.info("engine-ready port={}", server.port());
    new CountDownLatch(1).await();
  }
}
