package io.viralstream.cli.command;

import io.viralstream.cli.client.BenchmarkSummary;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.evaluation.EvaluationRun.Outcome;
import io.viralstream.cli.replay.AnswersHash;
import io.viralstream.cli.replay.ReplayFiles;
import io.viralstream.cli.replay.ReplayFiles.Opening;
import io.viralstream.cli.replay.ReplayRequest;
import io.viralstream.cli.replay.ReplayRun;
import io.viralstream.cli.report.ResultTable;
import io.viralstream.cli.settings.Setting;
import io.viralstream.datasets.AnswerFields;
import io.viralstream.datasets.AnswerFiles;
import io.viralstream.datasets.BenchmarkQuestion;
import io.viralstream.datasets.QuestionFiles;
import io.viralstream.datasets.QuestionInput;
import io.viralstream.gateway.Limits;
import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `replay`: recorded answers of any model, scored as those of our own workers are.
@Command(
    name = "replay",
    description = {
      "Scores answers that a model gave elsewhere, and prints the table.",
      "Its questions come from --questions and --labels, or from a sealed version of the benchmark;",
      "where none is sealed, they are registered as a version that the bare name never means.",
      "All files are read before anything is sent: if one record cannot be taken, nothing is.",
      "Sending a file again is safe, and goes on where it broke off.",
      "Ends with 0 only when every item is answered."
    })
public final class ReplayCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ANSWERS", description = "File, or folder, of recorded answers.")
  private Path answers = Path.of("");

  @Option(
      names = "--benchmark",
      required = true,
      paramLabel = "NAME",
      description = "NAME, or NAME@VERSION: then only that sealed version.")
  private String benchmark = "";

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "Whose answers they are, in your own words.")
  private String model = "";

  @Option(
      names = "--questions",
      paramLabel = "FILE",
      description = "File or folder of the benchmark's questions; may be given several times.")
  private List<Path> questions = List.of();

  @Mixin private QuestionOptions labels = new QuestionOptions();

  @Option(
      names = "--id-field",
      paramLabel = "F",
      description = "Field of the question's id, in a file of answers in a form of its own.")
  private Optional<String> idField = Optional.empty();

  @Option(names = "--answer-field", paramLabel = "F", description = "Field of the answer there.")
  private Optional<String> answerField = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "R",
      description = "Which run of the model this is (default: the SHA-256 of ANSWERS).")
  private Optional<String> run = Optional.empty();

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      converter = RuleByName.class,
      completionCandidates = RuleByName.Names.class,
      description = {
        "How answers are scored: ${COMPLETION-CANDIDATES}. Without it: the rule that has the",
        "benchmark's name, else that of its newest sealed version."
      })
  private Optional<BenchmarkRule> rule = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "${env:XDG_STATE_HOME:-${sys:user.home}/.local/state}/viralstream",
      description = {
        "Folder for small files that say how far a replay is (default: ${DEFAULT-VALUE}).",
        "They may be deleted: then answers are sent again, which changes nothing."
      })
  private Path state = Path.of("");

  @Mixin private GatewayOption gateway = new GatewayOption();
  @Mixin private JsonOption json = new JsonOption();

  public ReplayCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    VersionName.Reference reference = reference();
    if (model.isBlank()) throw wrong("--model is blank, expected whose answers they are");
    if (Files.exists(answers) && !Files.isRegularFile(answers) && !Files.isDirectory(answers))
      throw wrong(answers + " can be read only once: save it as a file first");
    Gateway connected = gateway.connect(invocation.pause());
    BenchmarkRule chosen = rule(reference, connected.benchmarks());
    var request =
        new ReplayRequest(
            reference.name(), reference.version(), model, run, chosen, answerLength());
    Outcome outcome =
        new ReplayRun(connected, invocation.pause(), invocation.console(), state.resolve("replays"))
            .of(request, files(chosen));
    invocation
        .console()
        .result(
            json.form(), ResultTable.text(outcome.results()), ResultTable.json(outcome.results()));
    return EvaluateCommand.code(outcome, invocation);
  }

  private VersionName.Reference reference() {
    try {
      return VersionName.reference("--benchmark", benchmark);
    } catch (ProblemException refused) {
      throw wrong(refused.problem().detail());
    }
  }

  private int answerLength() {
    return invocation.environment().integer(Setting.VIRAL_ANSWER_LENGTH, 1, Limits.LONGEST_SAMPLE);
  }

  private ReplayFiles files(BenchmarkRule chosen) throws IOException {
    QuestionInput input = labels.input(questions);
    var fields = new AnswerFields(idField, answerField, input.truth());
    boolean none = input.files().isEmpty() && input.labels().isEmpty();
    if (none && input.synonyms().isPresent())
      throw wrong("--synonyms goes with --questions or --labels");
    Optional<Opening<BenchmarkQuestion>> opening =
        none ? Optional.empty() : Optional.of(() -> QuestionFiles.open(chosen, input));
    return new ReplayFiles(
        AnswersHash.of(answers),
        () -> AnswerFiles.open(chosen, answers, fields),
        opening,
        QuestionFiles.synonyms(input));
  }

  /// The rule that the user says; else that of the version named; else the one that has the
  /// benchmark's name, whatever the case and the dashes; else that of the newest version.
  private BenchmarkRule rule(VersionName.Reference reference, List<BenchmarkSummary> sealed) {
    if (rule.isPresent()) return rule.get();
    Optional<BenchmarkRule> exact = sealed(sealed, one -> isVersion(one, reference));
    Optional<BenchmarkRule> known =
        Arrays.stream(BenchmarkRule.values())
            .filter(one -> letters(one.text()).equals(letters(reference.name())))
            .findFirst();
    return exact
        .or(() -> known)
        .or(() -> sealed(sealed, one -> one.name().equals(reference.name()) && one.newest()))
        .orElseThrow(() ->
            wrong(
                "--rule: no rule has the name "
                    + reference.name()
                    + ", expected "
                    + BenchmarkRule.expected()));
  }

  private static boolean isVersion(BenchmarkSummary one, VersionName.Reference reference) {
    return one.name().equals(reference.name())
        && reference.version().filter(one.version()::equals).isPresent();
  }

  private static Optional<BenchmarkRule> sealed(
      List<BenchmarkSummary> sealed, Predicate<BenchmarkSummary> meant) {
    return sealed.stream()
        .filter(meant)
        .findFirst()
        .flatMap(one -> BenchmarkRule.named(one.rule()));
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
