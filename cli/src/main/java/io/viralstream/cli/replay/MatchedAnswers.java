package io.viralstream.cli.replay;

import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.UploadCounts;
import io.viralstream.cli.replay.ItemIndex.None;
import io.viralstream.cli.replay.ItemIndex.Several;
import io.viralstream.cli.replay.ItemIndex.Unique;
import io.viralstream.datasets.RecordFault;
import io.viralstream.datasets.RecordSource;
import io.viralstream.datasets.RecordSource.Placed;
import io.viralstream.datasets.RecordedAnswer;
import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;

/// The answers of a file, each with the item that it belongs to, in the file's order.
final class MatchedAnswers {
  private final ItemIndex items;
  private final int longest;
  private final Console console;

  /// One answer and its item.
  ///
  /// @param item its number in the index
  record Matched(String place, int item, String text) {}

  /// Is given each answer, one after the other.
  @FunctionalInterface
  interface Receiver {
    void take(Matched answer) throws IOException, InterruptedException;
  }

  /// @param longest the most characters of an answer
  MatchedAnswers(ItemIndex items, int longest, Console console) {
    this.items = items;
    this.longest = longest;
    this.console = console;
  }

  /// Reads the whole file and says how much of the benchmark it answers.
  ///
  /// @return how many answers there are
  /// @throws ReplayRefused where any answer belongs to no item, or to several
  long check(ReplayFiles.Opening<RecordedAnswer> file) throws IOException, InterruptedException {
    var answered = new BitSet(items.size());
    var counts = new UploadCounts();
    long[] all = {0};
    each(
        "match",
        file,
        counts,
        answer -> {
          answered.set(answer.item());
          all[0]++;
        });
    counts.remarks().forEach(console::note);
    if (counts.refused() > 0)
      throw new ReplayRefused(counts.refused() + " answers cannot be taken; nothing was sent");
    if (all[0] == 0) throw new ReplayRefused("the file of answers has no answer");
    console.note(
        String.format(
            Locale.ROOT,
            "answers %,d, to %,d of %,d items",
            all[0],
            answered.cardinality(),
            items.size()));
    return all[0];
  }

  /// Reads the file once more, after it was checked.
  ///
  /// @throws ReplayRefused where it has changed since
  void each(ReplayFiles.Opening<RecordedAnswer> file, Receiver receiver)
      throws IOException, InterruptedException {
    var counts = new UploadCounts();
    each(
        "send",
        file,
        counts,
        answer -> {
          if (counts.refused() > 0)
            throw new ReplayRefused("the file of answers has changed while it was read");
          receiver.take(answer);
        });
  }

  private void each(
      String label,
      ReplayFiles.Opening<RecordedAnswer> file,
      UploadCounts refusals,
      Receiver receiver)
      throws IOException, InterruptedException {
    try (RecordSource<RecordedAnswer> source = file.open();
        Progress progress = console.progress(label, source.size())) {
      while (true) {
        Optional<Placed<RecordedAnswer>> next = next(source, refusals);
        if (next.isEmpty()) break;
        Optional<Matched> answer = matched(next.get(), refusals);
        if (answer.isPresent()) receiver.take(answer.get());
        progress.at(source.position(), remark(refusals));
      }
      progress.at(source.size(), remark(refusals));
    }
  }

  private static String remark(UploadCounts refusals) {
    return refusals.refused() == 0 ? "" : refusals.refused() + " refused";
  }

  /// The next answer that can be read.
  private static Optional<Placed<RecordedAnswer>> next(
      RecordSource<RecordedAnswer> source, UploadCounts refusals) throws IOException {
    while (true) {
      try {
        return source.next();
      } catch (RecordFault fault) {
        refusals.refuse(fault.place(), fault.reason());
      }
    }
  }

  private Optional<Matched> matched(Placed<RecordedAnswer> answer, UploadCounts refusals) {
    String text = answer.record().text();
    if (text.length() > longest) {
      refusals.refuse(
          answer.place(),
          "answer: has " + text.length() + " characters, expected at most " + longest);
      return Optional.empty();
    }
    ItemClues clues = ItemClues.of(answer.record());
    return switch (items.find(clues)) {
      case Unique(int item) -> Optional.of(new Matched(answer.place(), item, text));
      case Several() -> {
        refusals.refuse(
            answer.place(), "fits several questions, expected one: " + clues.sentence());
        yield Optional.empty();
      }
      case None() -> {
        refusals.refuse(answer.place(), unmatched(clues));
        yield Optional.empty();
      }
    };
  }

  private static String unmatched(ItemClues clues) {
    return clues.tellsWhich()
        ? "fits no question of the benchmark: " + clues.sentence()
        : "names neither the question's id nor its picture, expected one: " + clues.sentence();
  }
}
