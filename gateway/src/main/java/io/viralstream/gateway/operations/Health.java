package io.viralstream.gateway.operations;

import io.viralstream.gateway.operations.Probe.ComponentView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The components that the gateway cannot do its work without.
public record Health(List<Probe> probes) {
  /// The component that rows are read from.
  public static final String STORE = "clickhouse";

  /// Blocks for as long as the slowest probe takes: they look beside each other.
  List<ComponentView> look() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<ComponentView>> looks =
          probes.stream()
              .map(probe -> CompletableFuture.supplyAsync(probe::look, threads))
              .toList();
      return looks.stream().map(CompletableFuture::join).toList();
    }
  }
}
