package io.viralstream.cli.stack;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Runs pieces of work side by side and returns when all are done.
final class Parallel {
  private Parallel() {}

  /// @throws IllegalStateException for the first that failed, in their order, once all have ended
  static void run(List<Work> work) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<@Nullable Void> one :
          threads.invokeAll(work.stream().map(Parallel::callable).toList())) {
        try {
          one.get();
        } catch (ExecutionException e) {
          throw failure(e.getCause());
        }
      }
    }
  }

  /// One piece of work.
  interface Work {
    void run() throws Exception;
  }

  private static Callable<@Nullable Void> callable(Work work) {
    return () -> {
      work.run();
      return null;
    };
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException known -> known;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(String.valueOf(cause), cause);
    };
  }
}
