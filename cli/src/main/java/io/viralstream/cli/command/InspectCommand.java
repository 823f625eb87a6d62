package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.console.Plain;
import io.viralstream.workers.pretrained.Inspection;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `inspect`: what a checkpoint directory is, what it needs, and all that is wrong with it.
@Command(
    name = "inspect",
    description = {
      "Says what a checkpoint directory is, what memory it needs, and all that is wrong with it.",
      "No weights are read. Ends with 0 where it can be loaded, else with 4."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./viral inspect llava-1.5-7b-hf", "  ./viral inspect dinov2-base --json"})
public final class InspectCommand implements Callable<Integer> {
  private static final double MEBIBYTE = 1L << 20;
  private static final double GIBIBYTE = 1L << 30;

  /// Names of tensors come from the files.
  private static final int WIDEST = 400;

  private final Invocation invocation;

  @Parameters(paramLabel = "DIR", description = "The checkpoint's directory.")
  private Path directory = Path.of("");

  @Mixin private JsonOption json = new JsonOption();

  public InspectCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    try (var torch = invocation.torch()) {
      var found = Inspection.of(torch, directory);
      invocation.console().result(json.form(), text(found), json(found));
      return found.problems().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }

  private static String text(Inspection found) {
    var text = new StringBuilder();
    text.append("family      ").append(Plain.line(found.family(), WIDEST));
    text.append("\nparameters  ").append(String.format(Locale.ROOT, "%,d", found.parameters()));
    text.append("\nto serve    ").append(size(found.bytesToServe()));
    text.append("\nto train    ").append(size(found.bytesToTrain()));
    text.append("\nproblems    ").append(found.problems().isEmpty() ? "none" : "");
    for (var problem : found.problems()) text.append("\n  ").append(Plain.line(problem, WIDEST));
    return text.toString();
  }

  private static String size(long bytes) {
    return bytes < GIBIBYTE
        ? String.format(Locale.ROOT, "%.2f MiB", bytes / MEBIBYTE)
        : String.format(Locale.ROOT, "%.2f GiB", bytes / GIBIBYTE);
  }

  private static ObjectNode json(Inspection found) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("family", found.family())
            .put("parameters", found.parameters())
            .put("bytesToServe", found.bytesToServe())
            .put("bytesToTrain", found.bytesToTrain());
    var problems = json.putArray("problems");
    found.problems().forEach(problems::add);
    return json;
  }
}
