package io.viralstream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every schema that was ever published stays readable, and reads what is written today.
///
/// Published versions stand in `src/test/resources/published/TOPIC/N.avsc`. A changed schema is
/// published by running this class with `-Dpublish=true`, which writes the next N where it is
/// allowed.
class PublishedSchemasTest {
  private static final Path PUBLISHED = Path.of("src/test/resources/published");

  static List<Topic<?>> topics() {
    return Topics.ALL;
  }

  @ParameterizedTest
  @MethodSource("topics")
  void readsAndIsReadByEveryPredecessor(Topic<?> topic) throws Exception {
    SchemaValidator validator = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
    List<Schema> newestFirst = published(topic).reversed();
    validator.validate(current(topic), newestFirst);
  }

  @ParameterizedTest
  @MethodSource("topics")
  void theCurrentSchemaIsPublished(Topic<?> topic) throws IOException {
    if (Boolean.getBoolean("publish")) publish(topic);
    assertEquals(
        current(topic),
        published(topic).getLast(),
        topic.name() + " changed: publish it with -Dpublish=true");
  }

  @Test
  void everyEnumHasADefaultSoThatLaterSymbolsStayReadable() {
    var without = new ArrayList<String>();
    Topics.ALL.forEach(topic -> collectEnums(current(topic), without, new ArrayList<>()));
    assertEquals(List.of(), without);
  }

  private static void collectEnums(Schema schema, List<String> without, List<Schema> seen) {
    if (seen.contains(schema)) return;
    seen.add(schema);
    switch (schema.getType()) {
      case ENUM -> {
        if (schema.getEnumDefault() == null) without.add(schema.getFullName());
      }
      case RECORD ->
          schema.getFields().forEach(field -> collectEnums(field.schema(), without, seen));
      case UNION -> schema.getTypes().forEach(type -> collectEnums(type, without, seen));
      case ARRAY -> collectEnums(schema.getElementType(), without, seen);
      default -> {}
    }
  }

  private static Schema current(Topic<?> topic) {
    return SpecificData.get().getSchema(topic.type());
  }

  private static List<Schema> published(Topic<?> topic) throws IOException {
    var schemas = new ArrayList<Schema>();
    for (Path file : files(topic)) schemas.add(new Schema.Parser().parse(file.toFile()));
    return schemas;
  }

  private static List<Path> files(Topic<?> topic) throws IOException {
    Path folder = PUBLISHED.resolve(topic.name());
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.comparingInt(PublishedSchemasTest::number)).toList();
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().replace(".avsc", ""));
  }

  private static void publish(Topic<?> topic) throws IOException {
    List<Schema> known = published(topic);
    if (!known.isEmpty() && known.getLast().equals(current(topic))) return;
    Path file = PUBLISHED.resolve(topic.name()).resolve(known.size() + 1 + ".avsc");
    Files.createDirectories(file.getParent());
    Files.writeString(file, current(topic).toString(true) + "\n");
  }
}
