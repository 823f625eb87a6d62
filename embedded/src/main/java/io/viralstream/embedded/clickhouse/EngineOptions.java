package io.viralstream.embedded.clickhouse;

import java.util.List;

/// Options that keep the engine small beside everything else on one machine.
final class EngineOptions {

  static final List<String> LIST = List.of();

  private EngineOptions() {}
}
