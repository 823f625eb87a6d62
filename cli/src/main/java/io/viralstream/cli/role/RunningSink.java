package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.migrations.Migrator;
import io.viralstream.metrics.write.RowWriter;
import io.viralstream.metrics.write.Sink;
import io.viralstream.metrics.write.SinkSettings;
import io.viralstream.metrics.write.SinkState;
import java.time.InstantSource;

/// Step 7: stores what the topics tell in ClickHouse, whose tables it makes first.
public final class RunningSink implements Role {
  private final ClickHouse clickHouse;
  private final Sink sink;

  private RunningSink(ClickHouse clickHouse, Sink sink) {
    this.clickHouse = clickHouse;
    this.sink = sink;
  }

  public static RunningSink start(Cluster cluster, Environment environment)
      throws InterruptedException {
    var url = ClickHouseUrl.parse(cluster.clickhouse());
    WaitFor.run("ClickHouse", () -> new Migrator().run(url));
    var clickHouse = new ClickHouse(url);
    return new RunningSink(
        clickHouse,
        Sink.start(
            SinkSettings.defaults(cluster.kafka()),
            cluster.serdes(),
            RowWriter.into(clickHouse),
            InstantSource.system()));
  }

  @Override
  public String name() {
    return "sink";
  }

  @Override
  public Role.State state() {
    return switch (sink.state()) {
      case SinkState.Running running -> new Role.State.Ready();
      case SinkState.Starting starting -> new Role.State.Waiting();
      case SinkState.Waiting waiting -> new Role.State.Waiting();
      case SinkState.Stopped stopped -> new Role.State.Waiting();
      case SinkState.Failed(var cause) -> new Role.State.Failed(String.valueOf(cause));
    };
  }

  @Override
  public void close() {
    sink.close();
    clickHouse.close();
  }
}
