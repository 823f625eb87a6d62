package io.viralstream.models.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.templates.Template;
import io.viralstream.templates.TemplateRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The chat template that a checkpoint brings along: conversations to text.
///
/// It stands in `chat_template.jinja`, in `chat_template.json` or in `processor_config.json`, which
/// must not differ, or else in `tokenizer_config.json`, where it may be one of several by name.
/// Some templates take a message's content as one text, others as a list of parts; which, is tried
/// out once.
public final class ChatTemplate {
  static final String IMAGE = "<image>";
  private static final String FILE = "chat_template.jinja";
  private static final String PROCESSOR = "chat_template.json";
  private static final String JOINT = "processor_config.json";
  private static final String SPECIALS = "special_tokens_map.json";
  private static final String TOKENIZER = "tokenizer_config.json";
  private static final String KEY = "chat_template";
  private static final String DEFAULT = "default";
  private static final long FILE_LIMIT = 4L << 20;
  private static final String PROBE = "Zq7";

  /// Names that are none, and yet defined, for templates that ask `tools is not none`.
  private static final List<String> NOT_GIVEN = List.of("tools", "documents");

  private final Template template;
  private final Map<String, String> names;
  private final Clock clock;
  private final boolean takesParts;

  private ChatTemplate(Template template, Map<String, String> names, Clock clock) {
    this.template = template;
    this.names = Map.copyOf(names);
    this.clock = clock;
    takesParts = writesParts();
  }

  /// The template of a model's directory, or none.
  ///
  /// @throws TextRejected where a file is none of its kind, naming the file
  public static Optional<ChatTemplate> of(Path directory, Clock clock) throws IOException {
    JsonNode config = json(directory.resolve(TOKENIZER));
    Optional<String> source = source(directory);
    if (source.isEmpty()) source = source(TOKENIZER, config);
    if (source.isEmpty()) return Optional.empty();
    Map<String, String> tokens = tokens(config, json(directory.resolve(SPECIALS)));
    return Optional.of(new ChatTemplate(parse(source.get()), tokens, clock));
  }

  /// That of a file of its own; transformers' classes differ in which of several they follow.
  private static Optional<String> source(Path directory) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    text(directory.resolve(FILE)).ifPresent(text -> found.put(FILE, text));
    for (String file : List.of(PROCESSOR, JOINT)) {
      source(file, json(directory.resolve(file))).ifPresent(text -> found.put(file, text));
    }
    if (new HashSet<>(found.values()).size() > 1) {
      throw new TextRejected(
          String.join(" and ", found.keySet())
              + " hold different chat templates; keep the one that is meant");
    }
    return found.values().stream().findFirst();
  }

  /// @param names what `bos_token`, `eos_token` and the like stand for
  public static ChatTemplate parse(String source, Map<String, String> names, Clock clock) {
    return new ChatTemplate(parse(source), names, clock);
  }

  /// The text of a conversation, up to where the model's answer begins.
  ///
  /// @throws TextRejected where the template refuses it
  String render(List<ChatMessage> messages) {
    try {
      return takesParts ? renderParts(messages) : renderTexts(messages);
    } catch (TemplateRejected refused) {
      throw new TextRejected("chat template: " + refused.getMessage(), refused);
    }
  }

  private String renderParts(List<ChatMessage> messages) {
    return render(messages.stream().map(ChatMessage::inParts).toList(), true);
  }

  private String renderTexts(List<ChatMessage> messages) {
    return render(messages.stream().map(ChatMessage::inOneText).toList(), true);
  }

  private String render(Object messages, boolean prompt) {
    Map<String, Object> values = new HashMap<>(names);
    for (String unused : NOT_GIVEN) values.put(unused, Optional.empty());
    values.put("messages", messages);
    values.put("add_generation_prompt", prompt);
    return template.render(values, LocalDateTime.now(clock));
  }

  /// A template that takes one text fails on a list, or writes the list as it is.
  private boolean writesParts() {
    try {
      String probe = renderParts(List.of(ChatMessage.user(true, PROBE)));
      return probe.contains(PROBE) && probe.contains(IMAGE) && !probe.contains("'" + PROBE + "'");
    } catch (TemplateRejected takesOneText) {
      return false;
    }
  }

  private static Template parse(String source) {
    try {
      return Template.parse(source);
    } catch (TemplateRejected bad) {
      throw new TextRejected("chat template: " + bad.getMessage(), bad);
    }
  }

  private static Optional<String> source(String file, JsonNode config) {
    JsonNode found = config.path(KEY);
    if (found.isMissingNode() || found.isNull()) return Optional.empty();
    if (found.isTextual()) return Optional.of(found.asText());
    for (JsonNode each : found) {
      boolean isDefault = each.path("name").asText().equals(DEFAULT);
      if (isDefault && each.path("template").isTextual()) {
        return Optional.of(each.path("template").asText());
      }
    }
    throw new TextRejected(file + ": " + KEY + " is no text and has none named " + DEFAULT);
  }

  /// transformers lets the second file win over the first.
  private static Map<String, String> tokens(JsonNode config, JsonNode specials) {
    Map<String, String> tokens = tokens(specials);
    tokens(config)
        .forEach((key, token) -> {
          String other = tokens.putIfAbsent(key, token);
          if (other != null && !other.equals(token)) {
            throw new TextRejected(
                SPECIALS + ": " + key + " is " + other + ", but " + TOKENIZER + " says " + token);
          }
        });
    return tokens;
  }

  /// `bos_token` and its like are texts, or objects with a content.
  private static Map<String, String> tokens(JsonNode config) {
    Map<String, String> tokens = new HashMap<>();
    config
        .properties()
        .forEach(each -> {
          JsonNode token =
              each.getValue().isObject() ? each.getValue().path("content") : each.getValue();
          if (each.getKey().endsWith("_token") && token.isTextual()) {
            tokens.put(each.getKey(), token.asText());
          }
        });
    return tokens;
  }

  static JsonNode json(Path file) throws IOException {
    Optional<String> text = text(file);
    if (text.isEmpty()) return new ObjectMapper().createObjectNode();
    try {
      JsonNode json = new ObjectMapper().readTree(text.get());
      if (json.isObject()) return json;
      throw new TextRejected(file.getFileName() + ": expected an object");
    } catch (JsonProcessingException bad) {
      throw new TextRejected(file.getFileName() + ": not JSON: " + bad.getOriginalMessage(), bad);
    }
  }

  private static Optional<String> text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) return Optional.empty();
    return Optional.of(TextFile.read(file, FILE_LIMIT));
  }
}
