package io.viralstream.gateway.arms;

import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.ModelVersion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Every arm that has a worker or a model version, by name.
public final class Arms {

  /// One arm and its newest model version.
  ///
  /// @param live whether a worker trains it or stands by
  /// @param versions how many are published
  /// @param newest empty before the first
  /// @param step of that version
  /// @param finished whether it has made all its steps, and stands still
  public record ArmView(
      String arm, boolean live, int versions, String newest, long step, boolean finished) {
    static ArmView of(String arm, boolean live, List<ModelVersion> models) {
      return models.isEmpty()
          ? new ArmView(arm, live, 0, "", 0, false)
          : of(arm, live, models.size(), models.getLast());
    }

    private static ArmView of(String arm, boolean live, int versions, ModelVersion newest) {
      return new ArmView(arm, live, versions, newest.name(), newest.step(), newest.last());
    }
  }

  private final LiveArms live;
  private final Catalogue catalogue;

  public Arms(LiveArms live, Catalogue catalogue) {
    this.live = live;
    this.catalogue = catalogue;
  }

  /// Blocks: not for the event loop.
  ///
  /// @throws java.util.concurrent.CompletionException while Kafka is away
  public List<ArmView> look() {
    return among(live.live());
  }

  /// What can be said of them while Kafka is away: none is known to be live.
  public List<ArmView> published() {
    return among(Set.of());
  }

  private List<ArmView> among(Set<String> live) {
    var names = new TreeSet<>(catalogue.arms());
    names.addAll(live);
    return names.stream()
        .map(arm -> ArmView.of(arm, live.contains(arm), catalogue.models(arm)))
        .toList();
  }
}
