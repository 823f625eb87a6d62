package io.viralstream.cli.command;

import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.evaluation.EvaluationRun.Outcome;
import io.viralstream.cli.replay.RescoreRequest;
import io.viralstream.cli.replay.RescoreRun;
import io.viralstream.cli.report.ResultTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rescore`: the stored answers of closed evaluations under another parser or truth.
@Command(
    name = "rescore",
    description = {
      "Scores the stored answers of evaluations that are over once more, and prints the table.",
      "Each becomes a new evaluation; the old one stays as it is. A run that broke off is repeated",
      "as a whole, and comes to the same.",
      "Ends with 0 only when each new evaluation is complete."
    })
public final class RescoreCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(
      arity = "1..*",
      paramLabel = "EVALUATION",
      description = "Ids of evaluations, as `results --json` shows them.")
  private List<String> evaluations = List.of();

  @Option(
      names = "--parser",
      paramLabel = "NAME",
      description = {
        "A variant of the benchmark's rule, such as lmms. Without it: those that score at once, in",
        "today's versions."
      })
  private Optional<String> parser = Optional.empty();

  @Option(
      names = "--truth",
      paramLabel = "VERSION",
      description = {
        "Another sealed version of the benchmark, of the same questions. Items meet by category,",
        "question_id, picture and question."
      })
  private Optional<String> truth = Optional.empty();

  @Mixin private GatewayOption gateway = new GatewayOption();
  @Mixin private JsonOption json = new JsonOption();

  public RescoreCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    Gateway connected = gateway.connect(invocation.pause());
    List<Outcome> outcomes =
        new RescoreRun(connected, invocation.pause(), invocation.console())
            .of(
                evaluations.stream()
                    .map(evaluation -> new RescoreRequest(evaluation, parser, truth))
                    .toList());
    List<EvaluationResult> results =
        outcomes.stream().flatMap(outcome -> outcome.results().stream()).toList();
    invocation.console().result(json.form(), ResultTable.text(results), ResultTable.json(results));
    int code = ExitCode.DONE;
    for (Outcome outcome : outcomes)
      code = Math.max(code, EvaluateCommand.code(outcome, invocation));
    return code;
  }
}
