package io.viralstream.cli.replay;

import io.viralstream.cli.benchmark.ItemId;
import io.viralstream.cli.client.BenchmarkSummary;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.KnownItem;
import io.viralstream.cli.client.Pages;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.replay.ItemIndex.Unique;
import io.viralstream.cli.replay.QuestionReading.Questions;
import io.viralstream.cli.replay.ReplayFiles.Opening;
import io.viralstream.datasets.BenchmarkQuestion;
import io.viralstream.datasets.RecordFault;
import io.viralstream.datasets.RecordSource;
import io.viralstream.datasets.RecordedAnswer;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the sealed version whose questions were answered, or says that one is to be registered.
///
/// Questions from files name their pictures. A version that was ingested with pictures has other
/// ids for the same questions, and is taken where all of them and their truth agree, so that
/// recorded answers and those of our own workers meet on equal items.
final class VersionChoice {
  private static final Logger LOG = LoggerFactory.getLogger(VersionChoice.class);

  private final Gateway gateway;
  private final Console console;

  /// What answers are matched with.
  ///
  /// @param version `name@version`
  /// @param index the version's items
  /// @param unregistered the questions, where no such version is sealed yet
  /// @param truthFromAnswers whether the truth stands in the file of answers alone
  record Choice(
      String version,
      ItemIndex index,
      Optional<Opening<BenchmarkQuestion>> unregistered,
      boolean truthFromAnswers) {}

  /// Which items of a sealed version the questions at hand must be.
  private enum Extent {
    ALL,
    SOME
  }

  VersionChoice(Gateway gateway, Console console) {
    this.gateway = gateway;
    this.console = console;
  }

  /// @throws ReplayRefused where no version can be told
  Choice of(ReplayRequest request, ReplayFiles files) throws IOException, InterruptedException {
    List<BenchmarkSummary> sealed = gateway.benchmarks();
    if (files.questions().isPresent())
      return of(request, files, files.questions().get(), Extent.ALL, sealed);
    if (request.version().isEmpty() && truthStandsWith(files.answers())) {
      Opening<BenchmarkQuestion> asked = () -> new AskedQuestions(files.answers().open());
      return of(request, files, asked, Extent.SOME, sealed);
    }
    BenchmarkSummary version = named(request, sealed);
    return new Choice(version.reference(), items(version), Optional.empty(), false);
  }

  private Choice of(
      ReplayRequest request,
      ReplayFiles files,
      Opening<BenchmarkQuestion> opening,
      Extent extent,
      List<BenchmarkSummary> sealed)
      throws IOException, InterruptedException {
    Questions questions = new QuestionReading(console).read(opening, files.synonyms());
    boolean fromAnswers = extent == Extent.SOME;
    Optional<BenchmarkSummary> exact = request.exact(sealed, questions.version());
    if (exact.isPresent() && request.version().map(questions.version()::equals).orElse(true))
      return new Choice(
          exact.get().reference(),
          questions.index(),
          Optional.empty(),
          fromAnswers && exact.get().unlisted());
    Optional<BenchmarkSummary> other =
        request.version().isPresent()
            ? Optional.of(named(request, sealed))
            : request.newest(sealed);
    if (other.isPresent() && renamed(questions.index(), other.get(), extent))
      return new Choice(other.get().reference(), questions.index(), Optional.empty(), false);
    if (request.version().isPresent())
      throw new ReplayRefused(
          "--benchmark "
              + other.orElseThrow().reference()
              + " has other questions or another truth than the files; nothing was sent");
    return new Choice(
        request.benchmark() + "@" + questions.version(),
        questions.index(),
        Optional.of(opening),
        fromAnswers);
  }

  /// The version that the user means by its name alone.
  private static BenchmarkSummary named(ReplayRequest request, List<BenchmarkSummary> sealed) {
    Optional<BenchmarkSummary> found =
        request.version().isPresent()
            ? request.exact(sealed, request.version().get())
            : request.newest(sealed);
    return found.orElseThrow(() ->
        new ReplayRefused(
            "no version of "
                + request.benchmark()
                + request.version().map(version -> "@" + version).orElse("")
                + " is sealed with rule "
                + request.rule().text()
                + ": give its questions with --questions or --labels"));
  }

  /// Whether the first answer that can be read has its truth; the others are said by place when the
  /// whole is read.
  private static boolean truthStandsWith(Opening<RecordedAnswer> answers) throws IOException {
    try (RecordSource<RecordedAnswer> source = answers.open()) {
      while (true) {
        try {
          return source.next().filter(first -> first.record().asked().isPresent()).isPresent();
        } catch (RecordFault passedOver) {
          LOG.debug("answer passed over place={}", passedOver.place());
        }
      }
    }
  }

  private ItemIndex items(BenchmarkSummary version) throws InterruptedException {
    var index = new ItemIndex();
    Pages<KnownItem> pages = gateway.items(version.name(), version.version());
    for (Optional<KnownItem> item = pages.next(); item.isPresent(); item = pages.next())
      index.add(ItemClues.of(item.get()), item.get().truth(), ItemId.hash(item.get().id()));
    return index;
  }

  /// Gives each question the id that it has in a sealed version; false, and nothing is changed,
  /// where the two are not the same questions with the same truth.
  private boolean renamed(ItemIndex questions, BenchmarkSummary version, Extent extent)
      throws InterruptedException {
    if (extent == Extent.ALL && version.items() != questions.size()) return false;
    var found = new BitSet(questions.size());
    Pages<KnownItem> pages = gateway.items(version.name(), version.version());
    for (Optional<KnownItem> item = pages.next(); item.isPresent(); item = pages.next()) {
      Optional<Integer> question = question(questions, item.get());
      if (question.isPresent() && found.get(question.get())) return false;
      question.ifPresent(found::set);
      if (question.isEmpty() && extent == Extent.ALL) return false;
    }
    if (found.cardinality() != questions.size()) return false;
    rename(questions, gateway.items(version.name(), version.version()));
    return true;
  }

  private static void rename(ItemIndex questions, Pages<KnownItem> items)
      throws InterruptedException {
    for (Optional<KnownItem> item = items.next(); item.isPresent(); item = items.next()) {
      String hash = ItemId.hash(item.get().id());
      question(questions, item.get()).ifPresent(question -> questions.rename(question, hash));
    }
  }

  private static Optional<Integer> question(ItemIndex questions, KnownItem item) {
    return questions.find(ItemClues.of(item)) instanceof Unique(int question)
            && questions.hasTruth(question, item.truth())
        ? Optional.of(question)
        : Optional.empty();
  }
}
