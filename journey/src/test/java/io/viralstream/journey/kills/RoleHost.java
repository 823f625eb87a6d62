package io.viralstream.journey.kills;

import ch.qos.logback.classic.Level;
import io.viralstream.cli.console.Logging;
import io.viralstream.cli.role.ArmText;
import io.viralstream.cli.role.Cluster;
import io.viralstream.cli.role.Role;
import io.viralstream.cli.role.RunningGateway;
import io.viralstream.cli.role.RunningInfer;
import io.viralstream.cli.role.RunningSink;
import io.viralstream.cli.role.RunningStreams;
import io.viralstream.cli.role.RunningTrain;
import io.viralstream.cli.role.WorkerTools;
import io.viralstream.cli.settings.Environment;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.write.RowWriter;
import io.viralstream.metrics.write.Sink;
import io.viralstream.metrics.write.SinkSettings;
import io.viralstream.metrics.write.SinkState;
import java.time.InstantSource;

/// One role in a process of its own, as its subcommand runs it; three of them can be told to halt
/// at their worst moment, after it came so many times.
///
/// Arguments: `gateway`, `streams`, `sink`, `infer` or `train ARM`; then, to halt, the number.
public final class RoleHost {
  private RoleHost() {}

  public static void main(String[] arguments) throws Exception {
    Logging.toErrors(Level.INFO);
    var environment = Environment.of(System.getenv());
    var cluster = Cluster.of(environment);
    Role role = role(arguments, cluster, environment);
    Runtime.getRuntime().addShutdownHook(new Thread(role::close, "stop"));
    while (!(role.state() instanceof Role.State.Failed)) Thread.sleep(500);
    System.exit(1);
  }

  private static Role role(String[] arguments, Cluster cluster, Environment environment)
      throws Exception {
    boolean halts = arguments[arguments.length - 1].matches("\\d+");
    int passes = halts ? Integer.parseInt(arguments[arguments.length - 1]) : Integer.MAX_VALUE;
    return switch (arguments[0]) {
      case "gateway" -> RunningGateway.start(cluster, environment);
      case "streams" -> RunningStreams.start(cluster, environment);
      case "sink" ->
          halts
              ? new HaltingSink(cluster, new HaltCountdown(passes))
              : RunningSink.start(cluster, environment);
      case "infer" -> RunningInfer.start(tools(cluster, environment, passes));
      case "train" ->
          RunningTrain.start(tools(cluster, environment, passes), ArmText.parse(arguments[1]));
      default -> throw new IllegalArgumentException(arguments[0]);
    };
  }

  private static WorkerTools tools(Cluster cluster, Environment environment, int passes) {
    var tools = WorkerTools.open(cluster, environment);
    return tools.with(new HaltingClients(tools.clients(), new HaltCountdown(passes)));
  }

  /// A sink whose process ends behind an insert, before the offsets are committed.
  private static final class HaltingSink implements Role {
    private final ClickHouse clickHouse;
    private final Sink sink;

    HaltingSink(Cluster cluster, HaltCountdown countdown) {
      clickHouse = new ClickHouse(ClickHouseUrl.parse(cluster.clickhouse()));
      var real = RowWriter.into(clickHouse);
      RowWriter halting =
          (table, columns, rows, token) -> {
            real.write(table, columns, rows, token);
            countdown.pass();
          };
      sink =
          Sink.start(
              SinkSettings.defaults(cluster.kafka()),
              cluster.serdes(),
              halting,
              InstantSource.system());
    }

    @Override
    public String name() {
      return "sink";
    }

    @Override
    public Role.State state() {
      return sink.state() instanceof SinkState.Failed(var cause)
          ? new Role.State.Failed(cause.toString())
          : new Role.State.Ready();
    }

    @Override
    public void close() {
      sink.close();
      clickHouse.close();
    }
  }
}
