package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Keeps items from slipping in between a seal's count and its record: items share a version, a
/// seal has it alone.
///
/// It knows the requests of this gateway only; who posts items of a version through one gateway
/// while sealing it through another breaks his own benchmark.
final class Sealing {
  private static final int MOST = 10_000;

  private final Map<VersionName, ReadWriteLock> locks = new ConcurrentHashMap<>();

  /// Runs a seal once no items are on their way, and keeps items out meanwhile.
  <T> T alone(VersionName version, Supplier<T> seal) {
    var lock = lock(version).writeLock();
    lock.lock();
    try {
      return seal.get();
    } finally {
      lock.unlock();
    }
  }

  /// Runs while no seal does; refuses at once where one is at work.
  <T> T shared(VersionName version, Supplier<T> items) {
    var lock = lock(version).readLock();
    if (!lock.tryLock())
      throw Problem.of(ProblemKind.UNAVAILABLE, "the version is being sealed").exception();
    try {
      return items.get();
    } finally {
      lock.unlock();
    }
  }

  private ReadWriteLock lock(VersionName version) {
    if (locks.size() > MOST)
      throw Problem.of(ProblemKind.UNAVAILABLE, "too many versions are being written").exception();
    return locks.computeIfAbsent(version, key -> new ReentrantReadWriteLock());
  }
}
