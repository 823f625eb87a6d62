package io.viralstream.models.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Broken and hostile tokenizer files are refused by name and never reach native code; how soon is
/// what `bench/speed refusals` measures.
class HostileTokenizerTest {
  private static final String GOOD = Golden.of("tokenizer-qwen2").file("tokenizer.json");

  static Stream<Arguments> files() {
    return Stream.of(texts(), models(), vocabularies(), addedTokens(), stages(), splits())
        .flatMap(each -> each);
  }

  private static Stream<Arguments> texts() {
    return Stream.of(
        file("cut in the middle", "not JSON", GOOD.substring(0, GOOD.length() / 2)),
        file("followed by more", "not JSON", GOOD + "{}"),
        file("nested deeply", "depth", "[".repeat(100_000)),
        file("a key twice", "Duplicate", "{\"model\":{},\"model\":{}}"),
        file("a very long string", "length", "{\"x\":\"" + "a".repeat(1 << 20) + "\"}"));
  }

  private static Stream<Arguments> models() {
    return Stream.of(
        model("another kind of model", "model.type", m -> m.put("type", "Unigram")),
        model("no vocabulary", "model.vocab", m -> m.remove("vocab")),
        model("a vocabulary that is a list", "model.vocab", m -> m.putArray("vocab").add("a")),
        model("no merges", "model.merges", m -> m.remove("merges")),
        model("merges that are numbers", "tokenizer.json", m -> m.putArray("merges").add(7)),
        model("a merge of unknown tokens", "tokenizer.json", m -> m.putArray("merges").add("漢 字")),
        model("a merge of three", "tokenizer.json", m -> m.putArray("merges").add("a b c")),
        model("an empty merge", "tokenizer.json", m -> m.putArray("merges").add("")),
        model("an unknown token of its own", "unk_token", m -> m.put("unk_token", "<none>")),
        model("random merges", "dropout", m -> m.put("dropout", .5)),
        model("prefixes to cut off", "prefix", m -> m.put("continuing_subword_prefix", "####")),
        model("suffixes to cut off", "suffix", m -> m.put("end_of_word_suffix", "</w>")));
  }

  private static Stream<Arguments> vocabularies() {
    return Stream.of(
        vocabulary("an id twice", "漢", v -> v.put("漢", 1)),
        vocabulary("a negative id", "漢", v -> v.put("漢", -1)),
        vocabulary("a huge id", "漢", v -> v.put("漢", 2_000_000_000)),
        vocabulary("an id beyond all numbers", "漢", v -> v.put("漢", 1e300)),
        vocabulary("an id that is text", "漢", v -> v.put("漢", "1")));
  }

  private static Stream<Arguments> addedTokens() {
    return Stream.of(
        added("no content", "added_tokens", "{\"id\":400,\"special\":true}"),
        added("no id", "<x>", "{\"content\":\"<x>\"}"),
        added("a token with another's id", "<x>", "{\"id\":382,\"content\":\"<x>\"}"),
        added("a token twice", "<image>", "{\"id\":400,\"content\":\"<image>\"}"),
        added("another id than the vocabulary's", "a=400", "{\"id\":400,\"content\":\"a\"}"),
        added("ids with a gap", "<x>", token(900, "<x>")),
        added(
            "whole words only",
            "single_word",
            token(386, "<x>").replace("\"single_word\":false", "\"single_word\":true")));
  }

  private static Stream<Arguments> stages() {
    return Stream.of(
        stage(
            "an expression that explodes",
            "normalizer",
            "regular expression",
            REPLACE.formatted("{\"Regex\":\"(a+)+$\"}", "b")),
        stage(
            "a replacement of nothing",
            "normalizer",
            "empty",
            REPLACE.formatted("{\"String\":\"\"}", "b")),
        stage(
            "replacements that double and double",
            "normalizer",
            "grow",
            sequence("normalizers", REPLACE.formatted("{\"String\":\"a\"}", "aaaa"), 3)),
        stage(
            "a long prefix",
            "normalizer",
            "too long",
            "{\"type\":\"Prepend\",\"prepend\":\"" + "a".repeat(99) + "\"}"));
  }

  private static Stream<Arguments> splits() {
    return Stream.of(
        stage(
            "a table of bytes",
            "normalizer",
            "Precompiled",
            "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA\"}"),
        stage(
            "stages without end",
            "pre_tokenizer",
            "more than",
            sequence("pretokenizers", "{\"type\":\"ByteLevel\"}", 99)),
        stage(
            "an unknown split",
            "pre_tokenizer",
            "regular expression",
            "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(.*)*x\"},\"behavior\":\"Isolated\",\"invert\":false}"),
        stage(
            "an unknown decoder",
            "decoder",
            "WordPiece",
            "{\"type\":\"WordPiece\",\"prefix\":\"##\"}"),
        stage(
            "a first token that does not exist",
            "post_processor",
            "<none>",
            "{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":{\"id\":\"<none>\",\"type_id\":0}}],\"pair\":[],\"special_tokens\":{}}"));
  }

  private static final String REPLACE = "{\"type\":\"Replace\",\"pattern\":%s,\"content\":\"%s\"}";

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void refusesByName(String what, String named, String json) {
    TextRejected refused = assertThrows(TextRejected.class, () -> Tokenizer.parse(json).close());
    assertTrue(refused.toString().contains(named), refused.toString());
    assertTrue(refused.toString().contains("tokenizer.json"), refused.toString());
    assertTrue(refused.toString().length() < 1_000, refused.toString());
  }

  @Test
  void saysHowToConvertAnOlderForm(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("tokenizer.model"), new byte[] {10, 14});
    TextRejected refused = assertThrows(TextRejected.class, () -> Tokenizer.of(folder).close());
    assertTrue(refused.toString().contains("tokenizer.model"), refused.toString());
    assertTrue(refused.toString().contains("save_pretrained"), refused.toString());
  }

  @Test
  void cutsAndPadsNothingWhateverTheFileSays() throws IOException {
    ObjectNode root = good();
    root.putObject("truncation")
        .put("direction", "Right")
        .put("max_length", 2)
        .put("strategy", "LongestFirst")
        .put("stride", 0);
    try (Tokenizer tokenizer = Tokenizer.parse(root.toString());
        Tokenizer original = Tokenizer.parse(GOOD)) {
      String text = "Is there a red circle in the image?";
      assertArrayEquals(original.encode(text), tokenizer.encode(text));
    }
  }

  private static Arguments file(String what, String named, String json) {
    return Arguments.of(what, named, json);
  }

  private static Arguments model(String what, String named, Consumer<ObjectNode> change) {
    ObjectNode root = good();
    change.accept((ObjectNode) root.path("model"));
    return file(what, named, root.toString());
  }

  private static Arguments vocabulary(String what, String named, Consumer<ObjectNode> change) {
    return model(what, named, model -> change.accept((ObjectNode) model.path("vocab")));
  }

  private static Arguments added(String what, String named, String token) {
    ObjectNode root = good();
    ((ArrayNode) root.path("added_tokens")).add(json(token));
    return file(what, named, root.toString());
  }

  private static Arguments stage(String what, String key, String named, String stage) {
    ObjectNode root = good();
    root.set(key, json(stage));
    return file(what, named, root.toString());
  }

  private static String token(int id, String content) {
    return "{\"id\":%d,\"content\":\"%s\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":true}"
        .formatted(id, content);
  }

  private static String sequence(String key, String stage, int times) {
    return "{\"type\":\"Sequence\",\"%s\":[%s]}"
        .formatted(key, String.join(",", Collections.nCopies(times, stage)));
  }

  private static ObjectNode good() {
    return (ObjectNode) json(GOOD);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException bad) {
      throw new IllegalStateException(bad);
    }
  }
}
