package io.viralstream.streams.deadletter;

import static io.viralstream.streams.Examples.sample;
import static io.viralstream.streams.Examples.sampleEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.SchemaIds;
import io.viralstream.streams.Flow;
import io.viralstream.streams.route.RouteTopology;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterTest {
  @TempDir Path folder;

  @Test
  void bytesThatAreNoRecordBecomeADeadLetterThatHoldsThem() {
    try (Flow flow = route(new LocalSchemaIds())) {
      flow.sendBytes(Topics.SAMPLES, "key", new byte[] {9, 9, 9});
      flow.send(Topics.SAMPLES, "key", sampleEvent("a", 1, sample("the stream goes on")));

      DeadLetter letter = flow.values(Topics.DEAD_LETTERS).getFirst();
      assertEquals(Category.UNDECODABLE, letter.getCategory());
      assertEquals("route/samples/0/0", letter.getId());
      assertArrayEquals(new byte[] {9, 9, 9}, letter.getValue().orElseThrow().array());
      assertArrayEquals("key".getBytes(UTF_8), letter.getKey().orElseThrow().array());
      assertEquals(1, flow.values(Topics.TRAIN_TASKS).size());
    }
  }

  @Test
  void aRegistryThatIsAwayMakesNoDeadLetter() {
    var ids = new AbsentRegistry();
    try (Flow flow = route(ids)) {
      byte[] bytes = flow.bytes(Topics.SAMPLES, sampleEvent("a", 1, sample("one?")));

      assertThrows(StreamsException.class, () -> flow.sendBytes(Topics.SAMPLES, "key", bytes));
      assertEquals(List.of(), flow.values(Topics.DEAD_LETTERS));
    }
  }

  @Test
  void aRecordThatGrewTooLargeForItsTopicIsADeadLetterWithTheOriginal() {
    try (Flow flow = route(new LocalSchemaIds())) {
      SampleEvent event = sampleEvent("a", 1, sample("?".repeat(Topics.ADMITTED.maxRecordBytes())));
      flow.send(Topics.SAMPLES, "key", event);

      DeadLetter letter = flow.values(Topics.DEAD_LETTERS).getFirst();
      assertEquals(Category.TOO_LONG, letter.getCategory());
      assertArrayEquals(flow.bytes(Topics.SAMPLES, event), letter.getValue().orElseThrow().array());
    }
  }

  private Flow route(SchemaIds ids) {
    return new Flow(Step.ROUTE, RouteTopology::of, folder, ids);
  }

  /// Answers writers, and readers only of dead letters.
  private static final class AbsentRegistry implements SchemaIds {
    private final LocalSchemaIds known = new LocalSchemaIds();

    @Override
    public int id(String subject, Schema schema) {
      return known.id(subject, schema);
    }

    @Override
    public Schema schema(int id) {
      Schema schema = known.schema(id);
      if (schema.getName().equals(DeadLetter.class.getSimpleName())) return schema;
      throw new TimeoutException("registry does not answer");
    }
  }
}
