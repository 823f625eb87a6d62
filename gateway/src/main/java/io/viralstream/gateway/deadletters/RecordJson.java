package io.viralstream.gateway.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/// A record of ours as JSON for a person: field names as in the schema, long texts cut, bytes as
/// the beginning of their hex form.
final class RecordJson {
  private static final int TEXT = 4_000;
  private static final int ELEMENTS = 200;
  private static final int BYTES = 64;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RecordJson() {}

  static JsonNode of(IndexedRecord record) {
    ObjectNode object = JSON.objectNode();
    for (Schema.Field field : record.getSchema().getFields())
      object.set(field.name(), value(record.get(field.pos())));
    return object;
  }

  private static JsonNode value(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case IndexedRecord record -> of(record);
      case Collection<?> elements -> array(elements);
      case ByteBuffer bytes -> JSON.textNode(Excerpt.hex(bytes, BYTES));
      case Boolean flag -> JSON.booleanNode(flag);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case Float number -> JSON.numberNode(number);
      case Double number -> JSON.numberNode(number);
      default -> JSON.textNode(Excerpt.cut(value.toString(), TEXT));
    };
  }

  private static JsonNode array(Collection<?> elements) {
    ArrayNode array = JSON.arrayNode();
    elements.stream().limit(ELEMENTS).forEach(element -> array.add(value(element)));
    if (elements.size() > ELEMENTS) array.add("… " + (elements.size() - ELEMENTS) + " more");
    return array;
  }
}
