package io.viralstream.gateway.catalogue;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What exists now: sealed benchmarks, model versions, evaluations and their progress, in memory.
///
/// Written by one follower, read by every request; each record is seen whole or not yet.
public final class Catalogue {
  private final Benchmarks benchmarks = new Benchmarks();
  private final Models models = new Models();
  private final Evaluations evaluations = new Evaluations();
  private final Object changed = new Object();
  private volatile boolean whole;

  public void put(Benchmark benchmark) {
    benchmarks.put(benchmark);
    tell();
  }

  public void put(Checkpoint checkpoint) {
    models.put(checkpoint);
    tell();
  }

  public void put(Evaluation evaluation) {
    evaluations.put(evaluation);
    tell();
  }

  public void put(Progress progress) {
    evaluations.put(progress);
    tell();
  }

  /// What was there when the gateway began is here now: what is not found does not exist.
  public void caughtUp() {
    whole = true;
  }

  /// Before a request is told that something does not exist.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where that is not known yet
  public void requireWhole() {
    if (!whole)
      throw Problem.of(ProblemKind.UNAVAILABLE, "the log has not been read to its end yet")
          .exception();
  }

  void removeModel(String version) {
    models.remove(version);
    tell();
  }

  public Optional<Benchmark> benchmark(String name, String version) {
    return benchmarks.find(name, version);
  }

  /// The version of a name that was sealed last, of those that are listed.
  public Optional<Benchmark> newestBenchmark(String name) {
    return benchmarks.newest(name);
  }

  public List<Benchmark> benchmarks() {
    return benchmarks.all();
  }

  public Optional<ModelVersion> model(String version) {
    return models.find(version);
  }

  /// Arms that have published a version, by name.
  public List<String> arms() {
    return models.arms();
  }

  /// An arm's versions by step.
  public List<ModelVersion> models(String arm) {
    return models.of(arm);
  }

  public Optional<ModelVersion> newestModel(String arm) {
    return models.newest(arm);
  }

  /// An arm's first version that covers a feed's end.
  public Optional<ModelVersion> covering(String arm, String end) {
    return models.covering(arm, end);
  }

  public Optional<EvaluationStatus> evaluation(String id) {
    return evaluations.find(id);
  }

  public List<EvaluationStatus> newestEvaluations(int most) {
    return evaluations.newest(most);
  }

  /// Waits until something written a moment ago has come round; says whether it has. Blocks: not
  /// for the event loop.
  public boolean await(BooleanSupplier seen, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (changed) {
      while (!seen.getAsBoolean()) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) return false;
        changed.wait(left);
      }
      return true;
    }
  }

  private void tell() {
    synchronized (changed) {
      changed.notifyAll();
    }
  }
}
