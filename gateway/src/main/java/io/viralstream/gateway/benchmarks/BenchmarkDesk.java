package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.batch.Intake;
import java.util.function.Function;

/// Where items are handed in and versions sealed, never both for one version at the same time.
public final class BenchmarkDesk {
  private final Sealing sealing = new Sealing();
  private final ItemIntake items;
  private final Seals seals;

  public BenchmarkDesk(ItemIntake items, Seals seals) {
    this.items = items;
    this.seals = seals;
  }

  <T> T items(VersionName version, Function<Intake, T> batch) {
    return sealing.shared(
        version, () -> batch.apply((document, files) -> items.receive(version, document, files)));
  }

  /// Blocks: not for the event loop.
  SealedView seal(SealRequest request) {
    return sealing.alone(request.version(), () -> seals.seal(request));
  }
}
