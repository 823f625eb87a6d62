package io.viralstream.gateway.arms;

import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.ModelVersion;
import io.viralstream.schemas.TrainerReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Every arm that has a worker or a model version, by name.
public final class Arms {

  /// One arm and its newest model version.
  ///
  /// @param live whether a worker trains it or stands by
  /// @param versions how many are published
  /// @param newest empty before the first
  /// @param step of that version
  /// @param finished whether it has made all its steps, and stands still
  /// @param decayLeft steps from that version until its learning rate is 0; null where the rate
  ///   does not fall by a feed's end
  /// @param trainer how the worker that trains it gets on; null where none does
  public record ArmView(
      String arm,
      boolean live,
      int versions,
      String newest,
      long step,
      boolean finished,
      @Nullable Long decayLeft,
      @Nullable TrainerView trainer) {
    static ArmView of(
        String arm, boolean live, List<ModelVersion> models, @Nullable TrainerView trainer) {
      return models.isEmpty()
          ? new ArmView(arm, live, 0, "", 0, false, null, trainer)
          : of(arm, live, models.size(), models.getLast(), trainer);
    }

    private static ArmView of(
        String arm,
        boolean live,
        int versions,
        ModelVersion newest,
        @Nullable TrainerView trainer) {
      OptionalLong left = newest.decayLeft();
      return new ArmView(
          arm,
          live,
          versions,
          newest.name(),
          newest.step(),
          newest.last(),
          left.isPresent() ? left.getAsLong() : null,
          trainer);
    }
  }

  private final LiveArms live;
  private final Catalogue catalogue;
  private final InstantSource clock;

  public Arms(LiveArms live, Catalogue catalogue, InstantSource clock) {
    this.live = live;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /// Blocks: not for the event loop.
  ///
  /// @throws java.util.concurrent.CompletionException while Kafka is away
  public List<ArmView> look() {
    return among(live.live(), live.reports());
  }

  /// What can be said of them while Kafka is away: none is known to be live.
  public List<ArmView> published() {
    return among(Set.of(), Map.of());
  }

  private List<ArmView> among(Set<String> live, Map<String, TrainerReport> reports) {
    Instant now = clock.instant();
    var names = new TreeSet<>(catalogue.arms());
    names.addAll(live);
    return names.stream()
        .map(arm -> {
          TrainerView trainer =
              Optional.ofNullable(reports.get(arm))
                  .map(report -> TrainerView.of(report, now))
                  .orElse(null);
          return ArmView.of(arm, live.contains(arm), catalogue.models(arm), trainer);
        })
        .toList();
  }
}
