package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.EvaluationRequest;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.client.EvaluationState;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.evaluation.BatchSizeRun;
import io.viralstream.cli.evaluation.EvaluationRun;
import io.viralstream.cli.report.BatchSizeTable;
import io.viralstream.cli.report.ResultTable;
import io.viralstream.schemas.BatchLimit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `evaluate`: every item of a benchmark asked of one model version, followed to the table.
@Command(
    name = "evaluate",
    description = {
      "Asks every item of a benchmark of one model version and prints the table.",
      "Without --model and --arm: the newest version, where there is one arm.",
      "Ends with 0 only when the evaluation is complete and nothing failed; with --batch-sizes,",
      "only when also every size was reached and every item has the same text with all."
    })
public final class EvaluateCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--benchmark", paramLabel = "NAME", description = "NAME, or NAME@VERSION.")
  private Optional<String> benchmark = Optional.empty();

  @Option(names = "--cancel", paramLabel = "ID", description = "Cancel an evaluation instead.")
  private Optional<String> cancelled = Optional.empty();

  @Option(names = "--model", paramLabel = "VERSION", description = "The model version to ask.")
  private Optional<String> model = Optional.empty();

  @Option(names = "--arm", paramLabel = "ARM", description = "The newest version of an arm.")
  private Optional<String> arm = Optional.empty();

  @Option(
      names = "--batch-sizes",
      split = ",",
      paramLabel = "N",
      description = {
        "Evaluate once for each number of sequences at once, past any folder of answers, and",
        "compare the texts."
      })
  private List<Integer> batchSizes = List.of();

  @Mixin private GatewayOption gateway = new GatewayOption();
  @Mixin private JsonOption json = new JsonOption();

  public EvaluateCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    Gateway connected = gateway.connect(invocation.pause());
    if (benchmark.isPresent() == cancelled.isPresent())
      throw wrong("expected either --benchmark or --cancel");
    if (model.isPresent() && arm.isPresent()) throw wrong("--model goes without --arm");
    if (!batchSizes.isEmpty()) return compareSizes(connected);
    if (cancelled.isPresent()) return cancel(connected, cancelled.get());
    return evaluate(connected, benchmark.orElseThrow());
  }

  private int compareSizes(Gateway connected) throws InterruptedException {
    String name = benchmark.orElseThrow(() -> wrong("--batch-sizes goes without --cancel"));
    demandSizes();
    var evaluations = new EvaluationRun(connected, invocation.pause(), invocation.console());
    BatchSizeRun.Outcome outcome =
        new BatchSizeRun(connected, evaluations)
            .of(new EvaluationRequest(name, model, arm), batchSizes);
    invocation
        .console()
        .result(json.form(), BatchSizeTable.text(outcome), BatchSizeTable.json(outcome));
    return outcome.alike() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void demandSizes() {
    for (int size : batchSizes) {
      if (size < 1 || size > BatchLimit.MOST)
        throw wrong(
            "--batch-sizes: "
                + size
                + ", expected 1 to "
                + BatchLimit.MOST
                + ", the most that a worker continues at once");
    }
    if (Set.copyOf(batchSizes).size() < Math.max(2, batchSizes.size()))
      throw wrong("--batch-sizes: " + batchSizes + ", expected two sizes or more, each once");
  }

  private int cancel(Gateway connected, String id) throws InterruptedException {
    connected.cancel(id);
    ObjectNode answer =
        JsonNodeFactory.instance.objectNode().put("id", id).put("state", "cancelled");
    invocation.console().result(json.form(), "cancelled " + id, answer);
    return ExitCode.DONE;
  }

  private int evaluate(Gateway connected, String name) throws InterruptedException {
    var request = new EvaluationRequest(name, model, arm);
    EvaluationRun.Outcome outcome =
        new EvaluationRun(connected, invocation.pause(), invocation.console()).of(request);
    List<EvaluationResult> results = outcome.results();
    invocation.console().result(json.form(), ResultTable.text(results), ResultTable.json(results));
    return code(outcome, invocation);
  }

  /// The exit code, and why where it is not 0.
  static int code(EvaluationRun.Outcome outcome, Invocation invocation) {
    if (outcome.state().flawless()) return ExitCode.DONE;
    EvaluationState state = outcome.state();
    String phase = state.phase().name().toLowerCase(Locale.ROOT);
    String missing = state.missing() == 0 ? "" : ", items without an answer: " + state.missing();
    invocation
        .console()
        .note("evaluation " + phase + ", failed items: " + state.failed() + missing);
    return ExitCode.FAILED;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
