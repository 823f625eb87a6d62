package io.viralstream.journey.kills;

import ch.qos.logback.classic.Level;
import io.viralstream.cli.console.Logging;
import io.viralstream.cli.role.ArmText;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.stack.DataFolder;
import io.viralstream.cli.stack.Installation;
import io.viralstream.cli.stack.LocalStack;
import io.viralstream.cli.stack.StackPlan;
import io.viralstream.journey.Stack;
import io.viralstream.workers.train.ArmPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What `viral up` does, on the classes under test.
///
/// Arguments: the data folder, the gateway's port, then the arms.
public final class StackHost {
  private StackHost() {}

  public static void main(String[] arguments) throws Exception {
    Logging.toErrors(Level.INFO);
    var data = DataFolder.at(Path.of(arguments[0]));
    List<ArmPlan> arms = Arrays.stream(arguments).skip(2).map(ArmText::parse).toList();
    var plan =
        new StackPlan(data, Optional.of(Integer.valueOf(arguments[1])), Optional.empty(), arms);
    var installation =
        new Installation(Stack.java(data.root()), Stack.registryHome(), Stack.library());
    var stack = LocalStack.start(plan, installation, Environment.of(System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
    while (true) {
      stack.demandAlive();
      Thread.sleep(500);
    }
  }
}
