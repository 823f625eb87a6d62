package io.viralstream.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.viralstream.gateway.ask.PendingAsks;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.kafka.Clients;
import io.viralstream.gateway.operations.HostStatus;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.serde.SchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Steps 1 and 8 over HTTP: takes samples, questions and benchmarks in, shows evaluations and
/// results.
///
/// It listens at once and says on `/readyz` what it still waits for; Kafka, registry and ClickHouse
/// may come and go.
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int IDLE_SECONDS = 75;

  /// A connection is idle while its question is being answered.
  private static final int BEYOND_ASK_SECONDS = 15;

  private static final int FORM_FREE_HEADER = 16 * 1024;
  private static final Duration CLOSE = Duration.ofSeconds(10);

  /// Looks at the state of things at once; requests that hang must not hide why they do.
  private static final int LOOKS = 4;

  private final Vertx vertx;
  private final BoundedWork work;
  private final BoundedWork looks;
  private final KafkaConnections log;
  private final HttpServer server;
  private final URI address;

  private Gateway(
      GatewaySettings settings, SchemaIds schemas, ClickHouse store, HostStatus host, Clock clock) {
    this.vertx = vertx();
    vertx.exceptionHandler(failure -> {
      FatalErrors.endOn(failure);
      LOG.error("event loop failed", failure);
    });
    Capacity capacity = settings.capacity();
    this.work = new BoundedWork(vertx, capacity.work(), capacity.handledBytes());
    this.looks = new BoundedWork(vertx, LOOKS);
    var catalogue = new Catalogue();
    var pending = new PendingAsks(capacity.pendingAsks());
    var clients = new Clients(settings.bootstrap(), settings.instance(), settings.times().write());
    this.log = new KafkaConnections(clients, new TopicSerdes(schemas), catalogue, pending);
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var counts = new Counts(registry);
    counts.watch("gateway.work.running", work::running);
    counts.watch("gateway.asks.waiting", pending::waiting);
    Routes routes =
        new Assembly(
                settings, vertx, work, looks, log, catalogue, pending, counts, store, host, clock)
            .routes(registry);
    log.start();
    this.server = listen(settings, routes);
    this.address = URI.create("http://" + settings.host() + ":" + server.actualPort());
    LOG.info("gateway listening address={}", address);
  }

  /// Starts a gateway and returns once it listens.
  ///
  /// @throws java.util.concurrent.CompletionException where the address cannot be had
  public static Gateway start(
      GatewaySettings settings, SchemaIds schemas, ClickHouse store, Clock clock) {
    return start(settings, schemas, store, HostStatus.UNKNOWN, clock);
  }

  /// The same on a machine that it shares with a whole stack.
  public static Gateway start(
      GatewaySettings settings, SchemaIds schemas, ClickHouse store, HostStatus host, Clock clock) {
    return new Gateway(settings, schemas, store, host, clock);
  }

  public int port() {
    return server.actualPort();
  }

  public URI address() {
    return address;
  }

  /// Why this gateway should be replaced, as `/livez` says; empty while it lives.
  public Optional<String> fault() {
    return log.fault();
  }

  /// Takes no more requests, then lets go of Kafka.
  @Override
  public void close() {
    release();
    LOG.info("gateway stopped address={}", address);
  }

  private HttpServer listen(GatewaySettings settings, Routes routes) {
    try {
      return vertx
          .createHttpServer(options(settings))
          .exceptionHandler(Gateway::failed)
          .connectionHandler(connection -> connection.exceptionHandler(Gateway::failed))
          .requestHandler(routes.router())
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException taken) {
      release();
      throw taken;
    }
  }

  /// What fails before there is a request to answer: a connection that breaks, or worse.
  private static void failed(Throwable failure) {
    FatalErrors.endOn(failure);
    LOG.debug("connection failed", failure);
  }

  private void release() {
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(null, CLOSE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    work.close();
    looks.close();
    log.close();
  }

  /// Small: two cores, nothing on disk, everything that blocks on virtual threads.
  private static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(2)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private static HttpServerOptions options(GatewaySettings settings) {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setIdleTimeout(idleSeconds(settings))
        .setMaxHeaderSize(FORM_FREE_HEADER)
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true);
  }

  private static int idleSeconds(GatewaySettings settings) {
    long longest = settings.times().ask().of(settings.limits().maxTokens()).toSeconds();
    return Math.toIntExact(Math.max(IDLE_SECONDS, longest + BEYOND_ASK_SECONDS));
  }
}
