package io.viralstream.cli.replay;

import io.viralstream.cli.benchmark.QuestionItem;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.client.SealRequest;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.BatchUpload;
import io.viralstream.cli.feed.UploadCounts;
import io.viralstream.datasets.BenchmarkQuestion;
import io.viralstream.datasets.RecordFault;
import io.viralstream.datasets.RecordSource;
import io.viralstream.datasets.RecordSource.Placed;
import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.util.Optional;

/// Registers the questions of a replay as a version that a bare name never means and nobody
/// watches.
///
/// It is sealed after all items were taken: one that breaks off leaves nothing that can be asked.
final class UnlistedRegistration {
  private final Gateway gateway;
  private final Pause pause;
  private final Console console;

  UnlistedRegistration(Gateway gateway, Pause pause, Console console) {
    this.gateway = gateway;
    this.pause = pause;
    this.console = console;
  }

  /// @param reference `name@version`
  /// @param questions which were all found good
  /// @throws ReplayRefused where the gateway refuses one; then nothing is sealed
  void register(
      String reference,
      ReplayFiles.Opening<BenchmarkQuestion> questions,
      int items,
      BenchmarkRule rule,
      Optional<String> synonyms)
      throws IOException, InterruptedException {
    int at = reference.indexOf('@');
    String name = reference.substring(0, at);
    String version = reference.substring(at + 1);
    var counts = new UploadCounts();
    var batches =
        new BatchUpload("items", batch -> gateway.items(name, version, batch), counts, pause);
    try (RecordSource<BenchmarkQuestion> source = questions.open();
        Progress progress = console.progress("register", source.size())) {
      for (Optional<Placed<BenchmarkQuestion>> next = next(source);
          next.isPresent();
          next = next(source)) {
        batches.add(next.get().place(), QuestionItem.of(next.get().record()).json());
        progress.at(source.position(), counts.sentence());
      }
      batches.flush();
      progress.at(source.size(), counts.sentence());
    }
    counts.remarks().forEach(console::note);
    if (counts.refused() > 0)
      throw new ReplayRefused(counts.refused() + " questions were refused; nothing was sealed");
    gateway.seal(new SealRequest(name, version, items, SealRequest.Use.UNLISTED, rule, synonyms));
  }

  private static Optional<Placed<BenchmarkQuestion>> next(RecordSource<BenchmarkQuestion> source)
      throws IOException {
    try {
      return source.next();
    } catch (RecordFault changed) {
      throw new ReplayRefused(
          changed.place() + ": has changed while it was read; nothing was sealed");
    }
  }
}
