package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.batch.Intake;
import io.viralstream.gateway.benchmarks.SealTransaction.SealedView;
import java.util.function.Function;

/// Where items are handed in and versions sealed, never both for one version at the same time.
public final class BenchmarkRegistration {
  private final VersionLocks locks = new VersionLocks();
  private final ItemIntake items;
  private final SealTransaction seals;

  public BenchmarkRegistration(ItemIntake items, SealTransaction seals) {
    this.items = items;
    this.seals = seals;
  }

  <T> T items(VersionName version, Function<Intake, T> batch) {
    return locks.shared(
        version, () -> batch.apply((document, files) -> items.receive(version, document, files)));
  }

  /// Blocks: not for the event loop.
  SealedView seal(SealRequest request) {
    return locks.alone(request.version(), () -> seals.seal(request));
  }
}
