package io.viralstream.cli.replay;

import io.viralstream.cli.benchmark.QuestionItem;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.UploadCounts;
import io.viralstream.datasets.BenchmarkQuestion;
import io.viralstream.datasets.RecordFault;
import io.viralstream.datasets.RecordSource;
import io.viralstream.gateway.Limits;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.ItemHashes;
import java.io.IOException;
import java.util.Optional;

/// Reads all questions of a benchmark's files: the version that they make, and each by its clues.
///
/// Nothing is sent, and of each question only hashes are kept.
final class QuestionReading {
  private static final int MOST = Limits.defaults().benchmarkItems();

  private final Console console;

  /// @param version the hash of all items with their truth, their pictures by name
  record Questions(String version, ItemIndex index) {}

  QuestionReading(Console console) {
    this.console = console;
  }

  /// @throws ReplayRefused where any question cannot be taken, or there are too many or none
  /// @throws IOException where a file cannot be read
  Questions read(ReplayFiles.Opening<BenchmarkQuestion> files, Optional<String> synonyms)
      throws IOException {
    var hashes = new ItemHashes();
    var index = new ItemIndex();
    var refusals = new UploadCounts();
    try (RecordSource<BenchmarkQuestion> source = files.open();
        Progress progress = console.progress("questions", source.size())) {
      while (add(source, hashes, index, refusals))
        progress.at(source.position(), hashes.size() + " items");
      progress.at(source.size(), hashes.size() + " items");
    }
    refusals.remarks().forEach(console::note);
    if (refusals.refused() > 0)
      throw new ReplayRefused(refusals.refused() + " questions cannot be taken; nothing was sent");
    if (index.size() == 0) throw new ReplayRefused("the questions' file has no question");
    return new Questions(BenchmarkVersion.of(hashes, synonyms), index);
  }

  private static boolean add(
      RecordSource<BenchmarkQuestion> source,
      ItemHashes hashes,
      ItemIndex index,
      UploadCounts refusals)
      throws IOException {
    try {
      Optional<RecordSource.Placed<BenchmarkQuestion>> next = source.next();
      if (next.isEmpty()) return false;
      add(next.get(), hashes, index, refusals);
    } catch (RecordFault fault) {
      refusals.refuse(fault.place(), fault.reason());
    }
    return true;
  }

  /// A question that comes twice counts once.
  private static void add(
      RecordSource.Placed<BenchmarkQuestion> question,
      ItemHashes hashes,
      ItemIndex index,
      UploadCounts refusals) {
    try {
      QuestionItem item = QuestionItem.of(question.record());
      Optional<ItemHashes.Item> known = hashes.find(item.idHash());
      if (known.isEmpty()) {
        if (index.size() == MOST)
          throw new ReplayRefused(
              question.place() + ": has more than " + MOST + " questions; nothing was sent");
        hashes.put(item.idHash(), item.hash(), 0);
        index.add(ItemClues.of(item.item()), item.item().getTruth(), item.idHash());
      } else if (!known.get().hash().equals(item.hash())) {
        refusals.refuse(question.place(), "label: was asked before with another truth");
      }
    } catch (ProblemException refused) {
      refusals.refuse(question.place(), refused.problem().detail());
    }
  }
}
