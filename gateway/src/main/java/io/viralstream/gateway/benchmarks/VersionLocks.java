package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// Keeps items from slipping in between a seal's count and its record: items share a version, a
/// seal has it alone.
///
/// It knows the requests of this gateway only; who posts items of a version through one gateway
/// while sealing it through another breaks his own benchmark.
final class VersionLocks {
  private record Held(ReadWriteLock lock, int requests) {
    private Held joined() {
      return new Held(lock, requests + 1);
    }

    private Held left() {
      return new Held(lock, requests - 1);
    }
  }

  private final Map<VersionName, Held> held = new ConcurrentHashMap<>();

  /// Runs a seal once no items are on their way, and keeps items out meanwhile.
  <T> T alone(VersionName version, Supplier<T> seal) {
    return with(
        version,
        lock -> {
          lock.writeLock().lock();
          try {
            return seal.get();
          } finally {
            lock.writeLock().unlock();
          }
        });
  }

  /// Runs while no seal does; refuses at once where one is at work.
  <T> T shared(VersionName version, Supplier<T> items) {
    return with(
        version,
        lock -> {
          if (!lock.readLock().tryLock())
            throw Problem.of(ProblemKind.UNAVAILABLE, "the version is being sealed").exception();
          try {
            return items.get();
          } finally {
            lock.readLock().unlock();
          }
        });
  }

  /// A version has its lock while a request has to do with it.
  private <T> T with(VersionName version, Function<ReadWriteLock, T> work) {
    var fresh = new Held(new ReentrantReadWriteLock(), 1);
    ReadWriteLock lock = held.merge(version, fresh, (known, other) -> known.joined()).lock;
    try {
      return work.apply(lock);
    } finally {
      held.computeIfPresent(version, (key, known) -> known.requests == 1 ? null : known.left());
    }
  }
}
