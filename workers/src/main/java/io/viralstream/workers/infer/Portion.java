package io.viralstream.workers.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// As many tasks as a loop prepares before it has them answered: their pictures are held meanwhile,
/// so bytes decide and not the number of tasks.
///
/// @param limit bytes after which no further picture is read; the last one may pass it
/// @param pictureBytes of a prepared task
record Portion<T>(long limit, ToLongFunction<? super T> pictureBytes) {
  /// Takes records from the queue until the pictures of what was made of them reach the limit.
  ///
  /// @param prepared one task, or none where its record is done with already
  <R> List<T> next(Queue<R> records, Function<R, Optional<T>> prepared) {
    List<T> portion = new ArrayList<>();
    long bytes = 0;
    while (!records.isEmpty() && bytes < limit) {
      Optional<T> task = prepared.apply(records.remove());
      bytes += task.map(pictureBytes::applyAsLong).orElse(0L);
      task.ifPresent(portion::add);
    }
    return portion;
  }
}
