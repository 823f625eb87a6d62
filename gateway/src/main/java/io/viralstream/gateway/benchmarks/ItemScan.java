package io.viralstream.gateway.benchmarks;

/// Reads the items of a benchmark version from the log, as of now.
@FunctionalInterface
interface ItemScan {
  /// Blocks: not for the event loop.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where there are too many, or the log
  ///   does not answer in time
  StagedItems scan(VersionName version);
}
