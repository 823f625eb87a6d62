package io.viralstream.cli.stack;

import io.viralstream.cli.role.ArmPlan;
import io.viralstream.cli.role.Role;
import io.viralstream.cli.role.RoleState;
import io.viralstream.cli.role.WorkersMain;
import io.viralstream.cli.settings.Environment;
import io.viralstream.embedded.process.ChildProcess;
import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.ChildState;
import io.viralstream.embedded.process.JavaProgram;
import io.viralstream.embedded.process.SharedClasses;
import io.viralstream.embedded.process.TetheredMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The workers as a child process: libtorch's memory and crashes stay out of the parent.
final class WorkersProcess implements Role {
  private static final ChildSpec.Limits LIMITS =
      new ChildSpec.Limits(Duration.ofSeconds(120), Duration.ofSeconds(20));

  private static final List<String> FLAGS =
      List.of(
          "-Xms32m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true",
          "-Dai.djl.offline=true",
          "-DOPT_OUT_TRACKING=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final ChildProcess child;
  private final Path readyFile;

  private WorkersProcess(ChildProcess child, Path readyFile) {
    this.child = child;
    this.readyFile = readyFile;
  }

  static WorkersProcess start(StackPlan plan, Installation installation, Environment environment)
      throws IOException {
    var ready = plan.data().root().resolve("workers.ready");
    Files.deleteIfExists(ready);
    Files.createDirectories(plan.data().checkpoints());
    var java = installation.java();
    var flags = new ArrayList<>(FLAGS);
    flags.addAll(SharedClasses.flags(java.cache(), "workers", java.classPath()));
    var program =
        new JavaProgram(
            java.home(),
            flags,
            java.classPath(),
            TetheredMain.class.getName(),
            arguments(plan, ready, environment));
    var spec =
        new ChildSpec(
            "workers",
            program.command(),
            plan.data().root(),
            plan.data().logs().resolve("workers.log"),
            () -> Files.exists(ready),
            LIMITS);
    return new WorkersProcess(ChildProcess.launch(spec, InstantSource.system()), ready);
  }

  private static List<String> arguments(StackPlan plan, Path ready, Environment environment) {
    var arguments = new ArrayList<String>();
    arguments.add(WorkersMain.class.getName());
    arguments.add(ready.toString());
    arguments.add(plan.arms().stream().map(ArmPlan::text).collect(Collectors.joining(";")));
    environment.given().forEach((key, value) -> arguments.add(key + "=" + value));
    return arguments;
  }

  @Override
  public String name() {
    return child.name();
  }

  @Override
  public RoleState state() {
    return switch (child.state()) {
      case ChildState.DIED -> new RoleState.Failed("its log is logs/workers.log");
      case ChildState.STARTING, ChildState.HEALTHY -> RoleState.ready(Files.exists(readyFile));
      case ChildState.STOPPING, ChildState.STOPPED -> new RoleState.Waiting();
    };
  }

  @Override
  public void close() {
    child.close();
  }
}
