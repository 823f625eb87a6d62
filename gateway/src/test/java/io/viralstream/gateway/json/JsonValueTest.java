package io.viralstream.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is read from a document's bytes is what a tree of the document holds.
class JsonValueTest {
  private static final ObjectMapper TREES = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String[] TEXTS = {
    "",
    "a",
    "b c",
    "\"",
    "\\",
    "\\\"",
    "é",
    "\ud83d\ude00",
    "{",
    "}",
    "[,]",
    "\n\t",
    "\u0001",
    "null"
  };

  @Test
  void readsRandomDocumentsAsATreeDoes() throws Exception {
    var random = new Random(7);
    for (int i = 0; i < 500; i++) {
      JsonNode tree = node(random, 4);
      String text = random.nextBoolean() ? TREES.writeValueAsString(tree) : spread(tree);
      byte[] bytes =
          (" \n" + (random.nextBoolean() ? text : escaped(text)) + "\t ").getBytes(UTF_8);
      assertSame(tree, JsonValue.in(bytes, 0, bytes.length));
    }
  }

  private static void assertSame(JsonNode tree, JsonValue value) {
    switch (value.kind()) {
      case OBJECT -> {
        assertTrue(tree.isObject());
        assertEquals(Optional.empty(), value.member("not there"));
        tree.properties()
            .forEach(member ->
                assertSame(member.getValue(), value.member(member.getKey()).orElseThrow()));
      }
      case ARRAY -> {
        assertTrue(tree.isArray());
        assertEquals(tree.size(), value.size());
        List<JsonValue> elements = value.elements();
        for (int i = 0; i < tree.size(); i++) assertSame(tree.get(i), elements.get(i));
      }
      case STRING -> assertEquals(tree.textValue(), value.string());
      case NUMBER -> assertEquals(tree.asText(), value.literal());
      case BOOLEAN -> assertEquals(tree.booleanValue(), value.literal().equals("true"));
      case NULL -> assertTrue(tree.isNull());
    }
  }

  private static JsonNode node(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> NODES.numberNode(random.nextInt());
      case 1 -> NODES.numberNode(random.nextDouble());
      case 2 -> NODES.booleanNode(random.nextBoolean());
      case 3 -> NODES.nullNode();
      case 4 -> NODES.textNode(text(random));
      case 5 -> object(random, depth);
      default -> array(random, depth);
    };
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) object.set(text(random), node(random, depth - 1));
    return object;
  }

  private static ArrayNode array(Random random, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(5); i > 0; i--) array.add(node(random, depth - 1));
    return array;
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
  }

  private static String spread(JsonNode tree) throws JsonProcessingException {
    return TREES.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
  }

  /// Every letter outside of an escape as one, where it stands in a string.
  private static String escaped(String json) {
    return Pattern.compile("(?<=\")[a-z](?=[^\"]*\")")
        .matcher(json)
        .replaceAll(letter -> "\\\\u%04x".formatted((int) letter.group().charAt(0)));
  }
}
