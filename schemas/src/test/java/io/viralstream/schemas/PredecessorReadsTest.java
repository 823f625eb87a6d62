package io.viralstream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Code of an earlier release reads today's records with every field and every symbol set.
///
/// A symbol that its schema does not have becomes the enum's default, and a field that it does not
/// have is passed over; everything else arrives as it was written.
class PredecessorReadsTest {
  private static final Path PUBLISHED = Path.of("src/test/resources/published");

  /// At least as many as the longest enum has symbols.
  private static final int SYMBOLS = 16;

  static List<Topic<?>> topics() {
    return Topics.ALL;
  }

  @ParameterizedTest
  @MethodSource("topics")
  void readsEveryFieldThatItKnowsOfTodaysRecord(Topic<?> topic) throws IOException {
    Schema today = SpecificData.get().getSchema(topic.type());
    for (Path file : published(topic)) {
      Schema predecessor = new Schema.Parser().parse(file.toFile());
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        Object written = filled(today, symbol);
        assertEquals(
            known(predecessor, written),
            read(write(written, today), today, predecessor),
            file + " reads a record with symbol " + symbol + " of each enum");
      }
    }
  }

  private static List<Path> published(Topic<?> topic) throws IOException {
    try (Stream<Path> files = Files.list(PUBLISHED.resolve(topic.name()))) {
      return files.sorted().toList();
    }
  }

  /// A value with nothing left out: optional fields are set, and arrays have one element.
  private static Object filled(Schema schema, int symbol) {
    return switch (schema.getType()) {
      case RECORD -> {
        var record = new GenericData.Record(schema);
        schema
            .getFields()
            .forEach(field -> record.put(field.pos(), filled(field.schema(), symbol)));
        yield record;
      }
      case UNION -> filled(branch(schema), symbol);
      case ARRAY ->
          new GenericData.Array<>(schema, List.of(filled(schema.getElementType(), symbol)));
      case ENUM -> {
        List<String> symbols = schema.getEnumSymbols();
        yield new GenericData.EnumSymbol(schema, symbols.get(symbol % symbols.size()));
      }
      case STRING -> "text";
      case BYTES -> ByteBuffer.wrap(new byte[] {1, 2});
      case INT -> 3;
      case LONG -> 4L;
      case FLOAT -> 0.5f;
      case DOUBLE -> 0.25;
      case BOOLEAN -> true;
      case MAP, FIXED, NULL -> throw new AssertionError("no record has a " + schema.getType());
    };
  }

  /// What a schema has of a value that another one wrote.
  private static Object known(Schema schema, Object written) {
    return switch (schema.getType()) {
      case RECORD -> {
        var record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields())
          record.put(
              field.pos(), known(field.schema(), ((GenericRecord) written).get(field.name())));
        yield record;
      }
      case UNION -> known(branch(schema), written);
      case ARRAY ->
          new GenericData.Array<>(
              schema,
              ((List<?>) written)
                  .stream().map(element -> known(schema.getElementType(), element)).toList());
      case ENUM -> {
        String symbol = written.toString();
        yield new GenericData.EnumSymbol(
            schema,
            Optional.of(symbol).filter(schema::hasEnumSymbol).orElse(schema.getEnumDefault()));
      }
      default -> written;
    };
  }

  private static Schema branch(Schema union) {
    return union.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] write(Object record, Schema schema) throws IOException {
    var bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes, Schema writer, Schema reader) throws IOException {
    return new GenericDatumReader<>(writer, reader)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }
}
