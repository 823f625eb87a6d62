package io.viralstream.gateway.benchmarks;

import io.viralstream.schemas.avro.Benchmark;
import java.util.Optional;

/// Looks a version's registration up in the log itself, as of now; the catalogue may be behind.
@FunctionalInterface
interface Registrations {
  /// Blocks: not for the event loop.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where the log does not answer in time
  Optional<Benchmark> find(VersionName version);
}
