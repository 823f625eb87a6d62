package io.viralstream.gateway.arms;

import io.viralstream.gateway.catalogue.ModelVersion;
import java.util.List;

/// One arm and its newest model version.
///
/// @param live whether a worker trains it or stands by
/// @param versions how many are published
/// @param newest empty before the first
/// @param step of that version
public record ArmView(String arm, boolean live, int versions, String newest, long step) {
  static ArmView of(String arm, boolean live, List<ModelVersion> models) {
    return models.isEmpty()
        ? new ArmView(arm, live, 0, "", 0)
        : new ArmView(arm, live, models.size(), models.getLast().name(), models.getLast().step());
  }
}
