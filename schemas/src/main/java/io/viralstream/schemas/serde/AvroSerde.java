package io.viralstream.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// One record type in Confluent framing: a zero byte, the schema's id in four bytes, the Avro
/// binary form. A record of schema 12 whose one field is the string `yes`:
///
/// ```
/// 00 | 00 00 00 0c | 06 79 65 73      Avro writes the length 3 as 6: the lowest bit is the sign
/// ```
///
/// Stream threads share it, so it holds no state but caches. The writer's schema comes from the id,
/// so records of every published version can be read.
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
  private static final int FRAME = 5;

  private final SchemaIds ids;
  private final SpecificData data;
  private final Schema schema;
  private final SpecificDatumWriter<T> writer;
  private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();
  private final Map<String, Integer> idsByTopic = new ConcurrentHashMap<>();

  public AvroSerde(Class<T> type, SchemaIds ids) {
    TrustedRecords.allow();
    this.ids = ids;
    this.data = SpecificData.getForClass(type);
    this.schema = data.getSchema(type);
    this.writer = new SpecificDatumWriter<>(schema, data);
  }

  /// @throws SerializationException where the registry does not know the schema under the topic's
  ///   subject
  public byte[] toBytes(String topic, T record) {
    var out = new ByteArrayOutputStream(512);
    int id = idsByTopic.computeIfAbsent(topic, name -> ids.id(name + "-value", schema));
    out.writeBytes(ByteBuffer.allocate(FRAME).put((byte) 0).putInt(id).array());
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      writer.write(record, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new SerializationException("record of " + topic + " cannot be written", e);
    }
  }

  /// @throws SerializationException where the bytes are no record of this type, whatever they are
  public T toRecord(byte @Nullable [] bytes) {
    if (bytes == null) throw new SerializationException("the record is empty");
    if (bytes.length < FRAME || bytes[0] != 0)
      throw new SerializationException("not framed with a schema id");
    int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    SpecificDatumReader<T> reader =
        readers.computeIfAbsent(
            id, key -> new SpecificDatumReader<>(ids.schema(key), schema, data));
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(bytes, FRAME, bytes.length - FRAME, null);
      T record = reader.read(null, decoder);
      if (!decoder.isEnd()) throw new SerializationException("bytes left over after the record");
      return record;
    } catch (IOException | RuntimeException e) {
      if (e instanceof SerializationException known) throw known;
      throw new SerializationException("no " + schema.getName() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Serializer<T> serializer() {
    return new Serializer<>() {
      @Override
      public byte @Nullable [] serialize(String topic, @Nullable T record) {
        return record == null ? null : toBytes(topic, record);
      }
    };
  }

  @Override
  public Deserializer<T> deserializer() {
    return new Deserializer<>() {
      @Override
      public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        return bytes == null ? null : toRecord(bytes);
      }
    };
  }
}
