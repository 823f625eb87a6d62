package io.viralstream.journey;

import io.viralstream.schemas.bootstrap.SchemaBootstrap;
import io.viralstream.schemas.serde.SchemaRegistry;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.StreamsRole;
import io.viralstream.streams.StreamsSettings;
import java.nio.file.Path;
import java.time.Clock;

/// What [HalfDone] needs on one folder: broker, registry and the role `streams` of this commit.
record HalfDoneStack(Stack stack, StreamsRole streams, HalfDoneLog log) implements AutoCloseable {

  static HalfDoneStack start(Path folder) throws InterruptedException {
    Stack stack = Stack.start(folder);
    var registry = new SchemaRegistry(stack.endpoints().registry());
    new SchemaBootstrap(registry).run();
    String kafka = stack.endpoints().kafka();
    StreamsSettings settings = StreamsSettings.defaults(kafka, folder.resolve("state"));
    var streams = new StreamsRole(settings, registry, Clock.systemUTC());
    streams.start();
    return new HalfDoneStack(stack, streams, new HalfDoneLog(kafka, new TopicSerdes(registry)));
  }

  @Override
  public void close() {
    streams.close();
    stack.close();
  }
}
