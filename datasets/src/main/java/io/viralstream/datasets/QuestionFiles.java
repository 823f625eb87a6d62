package io.viralstream.datasets;

import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.parse.MmvpTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Opens the questions of a benchmark from the files that it is published as.
///
/// Under every rule, files in the gateway's own form are read as that (see [OwnQuestions]).
public final class QuestionFiles {
  private QuestionFiles() {}

  /// At most 1,000,000 questions; their groups are whole, or the end is a [FileFault].
  ///
  /// @throws FileFault where a file is missing, not of the rule's form, or does not say what has to
  ///   be said beside it
  public static RecordSource<BenchmarkQuestion> open(BenchmarkRule rule, QuestionInput input)
      throws IOException {
    try {
      demandUse(rule, input);
      return read(rule, input);
    } catch (RecordFault first) {
      throw new FileFault(first.place() + ": " + first.reason(), first);
    }
  }

  /// Whether the questions are one JSON file in the gateway's own form, with nothing beside it, so
  /// that its records can be sent as they are. Under the rule `generic` there is no other form.
  ///
  /// @throws FileFault where the file is none that can be read
  public static boolean areOwn(BenchmarkRule rule, QuestionInput input) throws IOException {
    boolean alone =
        input.files().size() == 1
            && input.labels().isEmpty()
            && input.synonyms().isEmpty()
            && input.truth() == MmvpTruth.ORIGINAL;
    if (!alone) return false;
    Path file = input.files().getFirst();
    if (rule == BenchmarkRule.GENERIC) return !RowFiles.isTable(file);
    return !RowFiles.isTable(file) && isOwn(file);
  }

  private static boolean isOwn(Path file) throws IOException {
    if (Files.isDirectory(file)) return false;
    try {
      return OwnQuestions.is(RowFiles.first(file));
    } catch (RecordFault broken) {
      return false;
    }
  }

  /// What a rule has no use for was meant for another one.
  private static void demandUse(BenchmarkRule rule, QuestionInput input) throws FileFault {
    boolean labels =
        switch (rule) {
          case POPE, WHATS_UP, CHAIR -> true;
          case GENERIC, MME, MMVP, CV_BENCH, MMSTAR, HALLUSION_BENCH -> false;
        };
    if (!labels && !input.labels().isEmpty())
      throw new FileFault("--labels: the rule " + rule.text() + " has none");
    if (rule != BenchmarkRule.CHAIR && input.synonyms().isPresent())
      throw new FileFault("--synonyms: the rule " + rule.text() + " has none, only chair does");
    if (rule != BenchmarkRule.MMVP && input.truth() != MmvpTruth.ORIGINAL)
      throw new FileFault("--truth: the rule " + rule.text() + " has one truth, only mmvp has two");
    if (input.files().isEmpty() && input.labels().isEmpty())
      throw new FileFault("no files, expected those of the questions");
  }

  private static RecordSource<BenchmarkQuestion> read(BenchmarkRule rule, QuestionInput input)
      throws IOException, RecordFault {
    if (rule != BenchmarkRule.POPE && rule != BenchmarkRule.CHAIR && allOwn(input))
      return new WholeGroups(OwnQuestions.open(input.files()));
    return switch (rule) {
      case GENERIC -> throw ownForm(input);
      case POPE -> PopeQuestions.open(input);
      case MME -> MmeFiles.questions(input.files());
      case MMVP -> MmvpFiles.questions(only(input), input.truth());
      case CV_BENCH -> CvBenchQuestions.open(input.files());
      case WHATS_UP -> WhatsUpQuestions.open(input);
      case MMSTAR -> MmStarQuestions.open(input.files());
      case CHAIR -> ChairFiles.questions(input);
      case HALLUSION_BENCH -> HallusionBenchFiles.questions(only(input));
    };
  }

  private static boolean allOwn(QuestionInput input) throws IOException {
    if (input.files().isEmpty() || !input.labels().isEmpty()) return false;
    for (Path file : input.files()) if (!isOwn(file)) return false;
    return true;
  }

  private static FileFault ownForm(QuestionInput input) {
    String name = input.files().stream().findFirst().map(RowFiles::name).orElse("");
    return new FileFault(
        name + ": expected questions with question_id, text and label, or another --rule");
  }

  private static Path only(QuestionInput input) throws FileFault {
    if (input.files().size() == 1) return input.files().getFirst();
    throw new FileFault(input.files().size() + " files, expected one");
  }

  /// The text of CHAIR's synonyms, which belongs to the version of the truth.
  ///
  /// @throws FileFault where the file is missing, too large, no text, or no table of synonyms
  public static Optional<String> synonyms(QuestionInput input) throws IOException {
    if (input.synonyms().isEmpty()) return Optional.empty();
    ChairFiles.table(input.synonyms().get());
    return Optional.of(ChairFiles.text(input.synonyms().get()));
  }
}
