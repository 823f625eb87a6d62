package io.viralstream.cli.stack;

import io.viralstream.cli.role.ArmText;
import io.viralstream.cli.role.Role;
import io.viralstream.cli.role.ServedModel;
import io.viralstream.cli.settings.Environment;
import io.viralstream.embedded.process.ChildEvent;
import io.viralstream.embedded.process.ChildProcess;
import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.ChildStartException;
import io.viralstream.embedded.process.JavaProgram;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.embedded.process.RestartPolicy;
import io.viralstream.embedded.process.SharedClasses;
import io.viralstream.embedded.process.SupervisedChild;
import io.viralstream.embedded.process.TetheredMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The workers as a child process: libtorch's memory and crashes stay out of the parent.
final class WorkersProcess implements Role {
  private static final String NAME = "workers";

  private static final Duration STOP = Duration.ofSeconds(20);

  private static final String HEAP = "-Xmx512m";

  static final List<String> FLAGS =
      List.of(
          "-Xms32m",
          HEAP,
          "-XX:+UseSerialGC",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true",
          "-Dai.djl.offline=true",
          "-DOPT_OUT_TRACKING=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// More failed starts than a component has: a task that kills its worker each time is only set
  /// aside after some deaths, and each is a start that did not hold.
  private static final RestartPolicy POLICY = RestartPolicy.COMPONENT.givingUpAfter(20);

  private final SupervisedChild child;

  private WorkersProcess(SupervisedChild child) {
    this.child = child;
  }

  static WorkersProcess start(StackPlan plan, Installation installation, Environment environment)
      throws IOException {
    Files.createDirectories(plan.data().checkpoints());
    ChildSpec spec = spec(plan, installation.java(), environment);
    return new WorkersProcess(SupervisedChild.launch(spec, InstantSource.system()));
  }

  static ChildSpec spec(StackPlan plan, JavaRuntime java, Environment environment) {
    Path ready = plan.data().root().resolve("workers.ready");
    List<String> flags = flags(plan);
    flags.addAll(SharedClasses.flags(java.cache(), "workers", java.classPath()));
    var program =
        new JavaProgram(
            java.home(),
            flags,
            java.classPath(),
            TetheredMain.class.getName(),
            arguments(plan, ready, environment));
    return new ChildSpec(
            NAME,
            program.command(),
            plan.data().root(),
            plan.data().logs().resolve("workers.log"),
            () -> Files.exists(ready),
            new ChildSpec.Limits(plan.startTimeout(), STOP))
        .withEnvironment(environment.forNatives())
        .preparedBy(() -> removed(ready));
  }

  /// Features of a step's pictures are on the heap: with a recipe, megabytes for each of hundreds.
  private static List<String> flags(StackPlan plan) {
    List<String> flags = new ArrayList<>(FLAGS);
    if (!plan.trainsPublished()) return flags;
    flags.remove(HEAP);
    flags.add("-XX:MaxRAMPercentage=25");
    return flags;
  }

  /// The file of a dead process must not tell of the next one.
  private static void removed(Path ready) {
    try {
      Files.deleteIfExists(ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From now on the workers are started again when they die by themselves.
  void supervise(Supplier<Optional<String>> obstacle, Consumer<ChildEvent> events) {
    child.supervise(POLICY, obstacle, events);
  }

  SupervisedChild.Report report() {
    return child.report();
  }

  private static List<String> arguments(StackPlan plan, Path ready, Environment environment) {
    var arguments = new ArrayList<String>();
    arguments.add(WorkersMain.class.getName());
    arguments.add(ready.toString());
    arguments.add(plan.arms().stream().map(ArmText::of).collect(Collectors.joining(";")));
    arguments.add(plan.served().map(ServedModel::text).orElse(""));
    environment.given().forEach((key, value) -> arguments.add(key + "=" + value));
    return arguments;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role.State state() {
    return child.failure().<Role.State>map(Role.State.Failed::new).orElseGet(this::alive);
  }

  private Role.State alive() {
    if (child.supervised())
      return Role.State.ready(child.report().state() == ChildProcess.State.HEALTHY);
    try {
      return Role.State.ready(child.process().advance());
    } catch (ChildStartException e) {
      return new Role.State.Failed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
