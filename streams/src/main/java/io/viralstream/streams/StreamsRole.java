package io.viralstream.streams;

import static io.viralstream.streams.StreamsApplication.GROUP;
import static io.viralstream.streams.StreamsApplication.ROUTE;
import static io.viralstream.streams.StreamsApplication.SCORE;

import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.serde.SchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.flow.StoreMemory;
import io.viralstream.streams.route.RouteTopology;
import io.viralstream.streams.score.GroupTopology;
import io.viralstream.streams.score.ScoreTopology;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The role `streams`: its applications, route, score and group, from start to orderly end.
///
/// Topics and schemas must be there before it starts. A thread that dies of the world's trouble (a
/// registry or a broker that is away) is replaced after a pause, for as long as it takes; its
/// transaction is aborted and its records come again. An error ends its application, and with it
/// the role; a fatal one the process.
public final class StreamsRole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsRole.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final StoreMemory memory;
  private final List<Application> applications;

  private record Application(String id, KafkaStreams streams) {}

  public StreamsRole(StreamsSettings settings, SchemaIds schemas, Clock clock) {
    var serdes = new TopicSerdes(schemas);
    memory = StoreMemory.of(settings.storeMemory());
    applications =
        List.of(
            application(settings, ROUTE, RouteTopology.of(serdes, settings), serdes, clock),
            application(settings, SCORE, ScoreTopology.of(serdes, settings), serdes, clock),
            application(settings, GROUP, GroupTopology.of(serdes), serdes, clock));
  }

  public void start() {
    applications.forEach(application -> application.streams().start());
  }

  /// Whether all applications run: their stores are restored and every partition is taken care of.
  public boolean ready() {
    return applications.stream()
        .allMatch(application -> application.streams().state() == KafkaStreams.State.RUNNING);
  }

  /// The state of each application by its id, for a status page.
  public Map<String, KafkaStreams.State> states() {
    return applications.stream()
        .collect(Collectors.toMap(Application::id, application -> application.streams().state()));
  }

  /// Ends open transactions and closes the stores; waits ten seconds for each application.
  @Override
  public void close() {
    for (Application application : applications) {
      boolean closed = application.streams().close(CLOSING);
      LOG.info("streams closed application={} orderly={}", application.id(), closed);
    }
    memory.close();
  }

  private Application application(
      StreamsSettings settings,
      StreamsApplication application,
      Topology topology,
      TopicSerdes serdes,
      Clock clock) {
    String id = application.id(settings);
    Map<String, Object> configuration =
        StreamsConfiguration.of(settings, application, serdes, memory, clock);
    var streams = new KafkaStreams(topology, new StreamsConfig(configuration));
    streams.setStateListener(
        (now, before) -> LOG.info("streams state application={} state={}", id, now));
    streams.setUncaughtExceptionHandler(failure -> after(id, failure));
    return new Application(id, streams);
  }

  /// Runs on the stream thread that failed, so that the pause holds up no other.
  static StreamThreadExceptionResponse after(String id, Throwable failure) {
    FatalErrors.endOn(failure);
    boolean replaced = FatalErrors.anyIn(failure).isEmpty();
    LOG.error("streams thread failed application={} replaced={}", id, replaced, failure);
    if (!replaced) return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE.toMillis()));
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
