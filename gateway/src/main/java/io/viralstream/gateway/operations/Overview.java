package io.viralstream.gateway.operations;

import io.viralstream.gateway.arms.Arms;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.evaluations.EvaluationView;
import io.viralstream.gateway.operations.HostStatus.ProcessView;
import io.viralstream.gateway.operations.Probe.ComponentView;
import io.viralstream.gateway.problem.Finding;
import io.viralstream.metrics.read.LearningReader;
import io.viralstream.metrics.read.OverviewReader;
import io.viralstream.metrics.read.OverviewReader.DeadLetterCount;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Collects what the status screen shows. A component that is away takes only its own part of the
/// screen with it. Blocks: not for the event loop.
public final class Overview {
  private static final Logger LOG = LoggerFactory.getLogger(Overview.class);
  private static final int RUNNING = 50;
  private static final Duration LATELY = Duration.ofHours(1);

  private final Health health;
  private final Supplier<List<ProcessView>> processes;
  private final Stages stages;
  private final Arms arms;
  private final Catalogue catalogue;
  private final OverviewReader rows;
  private final LearningReader learning;
  private final InstantSource clock;

  public Overview(
      Health health,
      Supplier<List<ProcessView>> processes,
      Stages stages,
      Arms arms,
      Catalogue catalogue,
      OverviewReader rows,
      LearningReader learning,
      InstantSource clock) {
    this.health = health;
    this.processes = processes;
    this.stages = stages;
    this.arms = arms;
    this.catalogue = catalogue;
    this.rows = rows;
    this.learning = learning;
    this.clock = clock;
  }

  StatusView look() {
    List<ComponentView> components = health.look();
    boolean stores = components.stream().noneMatch(Overview::isStoreAway);
    return new StatusView(
        components,
        processes.get(),
        part("stages", stages::look).orElse(List.of()),
        part("arms", arms::look).orElseGet(arms::published),
        stored(stores, "learning", () -> learning.freshness(clock.instant().minus(LATELY)))
            .orElse(List.of()),
        evaluations(),
        deadLetters(stored(stores, "dead letters", rows::deadLetters).orElse(List.of())),
        stored(stores, "rows", rows::rowCounts).orElse(null));
  }

  private List<EvaluationView> evaluations() {
    return catalogue.newestEvaluations(Integer.MAX_VALUE).stream()
        .filter(status -> !status.state().closed())
        .limit(RUNNING)
        .map(EvaluationView::of)
        .toList();
  }

  private static Map<String, Long> deadLetters(List<DeadLetterCount> counts) {
    var byReason = new TreeMap<String, Long>();
    for (DeadLetterCount count : counts)
      byReason.merge(count.step() + "/" + count.category(), count.count(), Long::sum);
    return byReason;
  }

  private static boolean isStoreAway(ComponentView component) {
    return component.name().equals(Health.STORE) && !component.up();
  }

  /// A server that hangs would hold up the whole screen for as long as a query may take.
  private static <T> Optional<T> stored(boolean stores, String name, Supplier<T> look) {
    return stores ? part(name, look) : Optional.empty();
  }

  private static <T> Optional<T> part(String name, Supplier<T> look) {
    try {
      return Optional.of(look.get());
    } catch (RuntimeException failure) {
      LOG.warn("status part missing name={} problem={}", name, Finding.logged(failure).detail());
      return Optional.empty();
    }
  }
}
