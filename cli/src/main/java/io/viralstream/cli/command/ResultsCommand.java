package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.ResultQuery;
import io.viralstream.cli.client.Results;
import io.viralstream.cli.report.ComparisonTable;
import io.viralstream.cli.report.ResultCsv;
import io.viralstream.cli.report.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `results`: the figures that ClickHouse holds, by model version, benchmark and category.
@Command(name = "results", description = "Prints results by model version, benchmark and category.")
public final class ResultsCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--evaluation", paramLabel = "ID", description = "Only this evaluation.")
  private Optional<String> evaluation = Optional.empty();

  @Option(names = "--model", paramLabel = "VERSION", description = "Only this model version.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--against",
      paramLabel = "VERSION",
      description = "Compare the model version of --model with this one.")
  private Optional<String> against = Optional.empty();

  @Option(names = "--arm", paramLabel = "ARM", description = "Only versions of this arm.")
  private Optional<String> arm = Optional.empty();

  @Option(names = "--benchmark", paramLabel = "NAME", description = "Only this benchmark.")
  private Optional<String> benchmark = Optional.empty();

  @Option(names = "--category", paramLabel = "NAME", description = "Only this category.")
  private Optional<String> category = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Evaluations at most, newest first (default: ${DEFAULT-VALUE}).")
  private int limit = 50;

  @Option(
      names = "--after",
      paramLabel = "MARK",
      description = "The page behind the one that ended with this mark.")
  private Optional<String> after = Optional.empty();

  @Option(
      names = "--csv",
      description = "Print comma-separated values; with --against those of the comparisons.")
  private boolean csv = false;

  @Mixin private GatewayOption gateway = new GatewayOption();
  @Mixin private JsonOption json = new JsonOption();

  public ResultsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (against.isPresent() && model.isEmpty())
      throw new ParameterException(spec.commandLine(), "--against goes with --model");
    var query =
        new ResultQuery(
            evaluation, model, arm, benchmark, category, against, after, Optional.of(limit));
    Results results = gateway.connect(invocation.pause()).results(query);
    String shown = csv ? csv(results) : text(results);
    invocation.console().result(json.form(), shown, json(results));
    results.next().ifPresent(mark -> invocation.console().note("more: --after " + mark));
    return ExitCode.DONE;
  }

  private String csv(Results results) {
    return against.isPresent()
        ? ResultCsv.comparisons(results.comparisons())
        : ResultCsv.figures(results.evaluations());
  }

  private static String text(Results results) {
    var parts = new ArrayList<>(List.of(ResultTable.text(results.evaluations())));
    if (!results.comparisons().isEmpty()) parts.add(ComparisonTable.text(results.comparisons()));
    results.refused().forEach(pair -> parts.add(ComparisonTable.refusal(pair)));
    return String.join("\n\n", parts);
  }

  private static ObjectNode json(Results results) {
    ObjectNode json = ResultTable.json(results.evaluations());
    ArrayNode comparisons = json.putArray("comparisons");
    results.comparisons().forEach(pair -> comparisons.add(pair.json()));
    ArrayNode refused = json.putArray("refused");
    results.refused().forEach(refused::add);
    json.put("next", results.next().orElse(null));
    return json;
  }
}
