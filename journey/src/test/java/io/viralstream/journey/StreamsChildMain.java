package io.viralstream.journey;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.SchemaIds;
import io.viralstream.streams.StreamsRole;
import io.viralstream.streams.StreamsSettings;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.avro.specific.SpecificData;

/// Route and score in a process of its own, to be killed.
///
/// Arguments: bootstrap servers, and the folder of its stores.
public final class StreamsChildMain {
  private StreamsChildMain() {}

  /// A registry in memory that gives every process of a test the same ids.
  static SchemaIds schemas() {
    var ids = new LocalSchemaIds();
    for (Topic<?> topic : Topics.ALL) {
      int unused = ids.id(topic.name(), SpecificData.get().getSchema(topic.type()));
    }
    return ids;
  }

  public static void main(String[] arguments) throws InterruptedException {
    StreamsSettings settings = StreamsSettings.defaults(arguments[0], Path.of(arguments[1]));
    try (var streams = new StreamsRole(settings, schemas(), Clock.systemUTC())) {
      streams.start();
      Thread.currentThread().join();
    }
  }
}
