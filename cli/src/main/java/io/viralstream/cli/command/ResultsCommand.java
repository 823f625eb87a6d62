package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.ResultQuery;
import io.viralstream.cli.client.Results;
import io.viralstream.cli.report.ComparisonTable;
import io.viralstream.cli.report.ResultTable;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `results`: the figures that ClickHouse holds, by model version, benchmark and category.
@Command(name = "results", description = "Prints results by model version, benchmark and category.")
public final class ResultsCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--evaluation", paramLabel = "ID", description = "Only this evaluation.")
  private Optional<String> evaluation = Optional.empty();

  @Option(names = "--model", paramLabel = "VERSION", description = "Only this model version.")
  private Optional<String> model = Optional.empty();

  @Option(names = "--arm", paramLabel = "ARM", description = "Only versions of this arm.")
  private Optional<String> arm = Optional.empty();

  @Option(names = "--benchmark", paramLabel = "NAME", description = "Only this benchmark.")
  private Optional<String> benchmark = Optional.empty();

  @Option(names = "--category", paramLabel = "NAME", description = "Only this category.")
  private Optional<String> category = Optional.empty();

  @Mixin private GatewayOption gateway = new GatewayOption();
  @Mixin private JsonOption json = new JsonOption();

  public ResultsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    var query = new ResultQuery(evaluation, model, arm, benchmark, category);
    Results results = gateway.connect(invocation.pause()).results(query);
    invocation.console().result(json.form(), text(results), json(results));
    return ExitCode.DONE;
  }

  private static String text(Results results) {
    String tables = ResultTable.text(results.evaluations());
    if (results.comparisons().isEmpty()) return tables;
    return tables + "\n\n" + ComparisonTable.text(results.comparisons());
  }

  private static ObjectNode json(Results results) {
    ObjectNode json = ResultTable.json(results.evaluations());
    ArrayNode comparisons = json.putArray("comparisons");
    results.comparisons().forEach(pair -> comparisons.add(pair.json()));
    return json;
  }
}
