package io.viralstream.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What transformers renders, and what it refuses.
class TemplateGoldenTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 9, 14, 5, 6);

  static Stream<Arguments> constructs() {
    JsonNode golden = read("grammar.json");
    return golden
        .path("cases")
        .valueStream()
        .map(each -> Arguments.of(each.path("template").asText(), each, data(golden.path("data"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("constructs")
  void rendersEachConstruct(String template, JsonNode expected, Map<String, Object> data) {
    compare(expected, template, data);
  }

  static Stream<Arguments> conversations() {
    JsonNode golden = read("templates.json");
    return golden.path("cases").valueStream().map(each -> conversation(golden, each));
  }

  private static Arguments conversation(JsonNode golden, JsonNode each) {
    Map<String, Object> names = new HashMap<>();
    names.put(
        "messages", plain(golden.path("conversations").path(each.path("conversation").asText())));
    names.put("add_generation_prompt", each.path("add_generation_prompt").asBoolean());
    names.put("bos_token", "<s>");
    names.put("eos_token", "</s>");
    String family = each.path("family").asText();
    String template = golden.path("templates").path(family).asText();
    return Arguments.of(family, each.path("conversation").asText(), template, each, names);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("conversations")
  void rendersConversations(
      String family,
      String conversation,
      String template,
      JsonNode expected,
      Map<String, Object> names) {
    compare(expected, template, names);
  }

  private static void compare(JsonNode expected, String template, Map<String, Object> names) {
    if (expected.has("refused")) {
      assertThrows(TemplateRejected.class, () -> Template.parse(template).render(names, NOW));
      return;
    }
    assertEquals(expected.path("text").asText(), Template.parse(template).render(names, NOW));
  }

  private static JsonNode read(String name) {
    String place = "/io/viralstream/templates/golden/" + name;
    try (InputStream in = TemplateGoldenTest.class.getResourceAsStream(place)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, name));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, Object> data(JsonNode object) {
    Map<String, Object> data = new LinkedHashMap<>();
    object.properties().forEach(each -> data.put(each.getKey(), plain(each.getValue())));
    return data;
  }

  private static Object plain(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> data(node);
      case ARRAY -> List.copyOf(node.valueStream().map(TemplateGoldenTest::plain).toList());
      case STRING -> node.asText();
      case BOOLEAN -> node.asBoolean();
      case NULL -> Optional.empty();
      case NUMBER -> node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException(node.toString());
    };
  }
}
