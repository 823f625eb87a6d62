package io.viralstream.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.EndReason;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.SampleEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
  private static final SampleEvent END =
      SampleEvent.newBuilder()
          .setFeed("f")
          .setPass(1)
          .setAt(Instant.ofEpochMilli(1_000))
          .setEnd(new FeedEnd("e", "f", 2, 4, EndReason.CLIENT, null))
          .build();

  private final LocalSchemaIds ids = new LocalSchemaIds();
  private final AvroSerde<SampleEvent> serde = new AvroSerde<>(SampleEvent.class, ids);

  @Test
  void readsWhatItWrites() {
    assertEquals(END, serde.toRecord(serde.toBytes("samples", END)));
  }

  @Test
  void framesWithAZeroByteAndTheSchemasId() {
    byte[] bytes = serde.toBytes("samples", END);
    assertEquals(
        List.of((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1),
        List.of(bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]));
  }

  @Test
  void refusesWhateverIsNoRecord() {
    byte[] bytes = serde.toBytes("samples", END);
    byte[] unknownSchema = bytes.clone();
    unknownSchema[4] = 77;
    var broken =
        List.of(
            new byte[0],
            "text".getBytes(UTF_8),
            Arrays.copyOf(bytes, bytes.length - 3),
            Arrays.copyOf(bytes, bytes.length + 1),
            unknownSchema);
    for (byte[] hostile : broken)
      assertThrows(SerializationException.class, () -> serde.toRecord(hostile));
  }

  @Test
  void refusesALengthThatTheBytesDoNotHold() {
    byte[] bytes = serde.toBytes("samples", END);
    byte[] hostile = Arrays.copyOf(bytes, 10);
    Arrays.fill(hostile, 5, 9, (byte) 0xff);
    hostile[9] = 0x0f;
    assertThrows(SerializationException.class, () -> serde.toRecord(hostile));
  }

  @Test
  void refusesAStringThatNoHeapHolds() {
    byte[] hostile = Arrays.copyOf(serde.toBytes("samples", END), 10);
    byte[] length = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 8}; // 1 GiB
    System.arraycopy(length, 0, hostile, 5, length.length);
    assertThrows(SerializationException.class, () -> serde.toRecord(hostile));
  }

  @Test
  void refusesARecordWithoutBytes() {
    assertThrows(SerializationException.class, () -> serde.toRecord(null));
  }

  @Test
  void schemasArePublishedWithoutJavasHintAboutStrings() {
    Schema hinted =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"s\",\"type\":{\"type\":\"string\",\"avro.java.string\":\"String\"}}]}");
    assertEquals(
        SchemaBuilder.record("R").fields().requiredString("s").endRecord(),
        SchemaRegistry.published(hinted));
  }

  @Test
  void everyTopicHasASerde() {
    var serdes = new TopicSerdes(ids);
    assertEquals(21, Topics.ALL.stream().map(serdes::of).distinct().count());
  }
}
