package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `version`: what was built, and what it runs on.
@Command(name = "version", description = "Prints the product's version and the Java that runs it.")
public final class VersionCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private JsonOption json = new JsonOption();

  public VersionCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    String version =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("unpackaged");
    String java = Runtime.version().toString();
    ObjectNode answer =
        JsonNodeFactory.instance.objectNode().put("version", version).put("java", java);
    invocation.console().result(json.form(), "viralstream " + version + ", Java " + java, answer);
    return ExitCode.DONE;
  }
}
