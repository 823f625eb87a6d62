package io.viralstream.gateway.images;

import io.viralstream.gateway.images.ImageIntake.StoredImage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Which pictures this gateway has written lately, so that it writes them once: the least recently
/// used is forgotten first, and each after a time for which its topic surely keeps it.
///
/// Requests run on threads of their own. Finding a picture moves it to the end of the order, so
/// that reading needs the lock as writing does.
final class KnownImages {
  private record Known(CompletableFuture<StoredImage> image, Instant at) {}

  private final int most;
  private final Duration remembered;
  private final Clock clock;
  private final Map<String, Known> bySha = new LinkedHashMap<>(16, 0.75f, true);

  KnownImages(int most, Duration remembered, Clock clock) {
    this.most = most;
    this.remembered = remembered;
    this.clock = clock;
  }

  synchronized Optional<CompletableFuture<StoredImage>> find(String sha256) {
    return Optional.ofNullable(bySha.get(sha256))
        .filter(known -> known.at.plus(remembered).isAfter(clock.instant()))
        .map(Known::image);
  }

  synchronized void remember(String sha256, CompletableFuture<StoredImage> image) {
    bySha.put(sha256, new Known(image, clock.instant()));
    if (bySha.size() > most) bySha.remove(bySha.keySet().iterator().next());
  }

  /// Forgets what could not be written; a newer attempt at the same picture stays.
  synchronized void forget(String sha256, CompletableFuture<StoredImage> image) {
    Known known = bySha.get(sha256);
    if (known != null && known.image == image) bySha.remove(sha256);
  }
}
