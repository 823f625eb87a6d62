package io.viralstream.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/// Which stages a published tokenizer may be made of: those of the LLaMA and Qwen2 families.
///
/// A stage that is missing here is refused by name; to add one, see first what the library does
/// with hostile settings of it.
final class AllowedStages {
  private static final Map<String, Set<String>> STAGES =
      Map.of(
          "normalizer", Set.of("NFC", "NFD", "NFKC", "NFKD", "Prepend", "Replace"),
          "pre_tokenizer", Set.of("ByteLevel", "Split", "Metaspace", "Digits"),
          "post_processor", Set.of("ByteLevel", "TemplateProcessing"),
          "decoder", Set.of("ByteLevel", "Replace", "ByteFallback", "Fuse", "Strip", "Metaspace"));

  private static final String CONTRACTIONS = "'s|'t|'re|'ve|'m|'ll|'d";

  /// The splits of GPT-2, of Qwen2 and of LLaMA 3. Any other expression might never end.
  private static final Set<String> SPLITS =
      Set.of(
          CONTRACTIONS + "| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          words("\\p{N}"),
          words("\\p{N}{1,3}"));

  private static final int MOST_STAGES = 16;
  private static final int LONGEST_TEXT = 16;

  /// How many times longer all replacements together may make a text.
  private static final int MOST_GROWTH = 16;

  private AllowedStages() {}

  private static String words(String digits) {
    return "(?i:"
        + CONTRACTIONS
        + ")|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
        + digits
        + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  }

  static void check(JsonNode root) {
    STAGES.forEach((key, types) -> check(key, root.path(key), types, new int[2]));
  }

  /// @param seen number of stages, and how often a text may have doubled by now
  private static void check(String key, JsonNode stage, Set<String> types, int[] seen) {
    if (stage.isMissingNode() || stage.isNull()) return;
    String type = stage.path("type").asText();
    require(++seen[0] <= MOST_STAGES, key, "more than " + MOST_STAGES + " stages");
    if (type.equals("Sequence")) {
      for (String parts : new String[] {"normalizers", "pretokenizers", "processors", "decoders"}) {
        stage.path(parts).forEach(part -> check(key, part, types, seen));
      }
      return;
    }
    require(types.contains(type), key, "stage " + type + " is not served");
    requireShort(key, stage);
    seen[1] += growth(stage);
    require(1 << Math.min(seen[1], 30) <= MOST_GROWTH, key, "replacements that grow too much");
  }

  private static void requireShort(String key, JsonNode stage) {
    for (String text : new String[] {"content", "prepend", "replacement"}) {
      require(stage.path(text).asText("").length() <= LONGEST_TEXT, key, text + " is too long");
    }
    JsonNode pattern = stage.path("pattern");
    if (pattern.isMissingNode()) return;
    String expression = pattern.path("Regex").asText("");
    require(
        expression.isEmpty() || SPLITS.contains(expression),
        key,
        "regular expression " + expression + " is not served");
    require(
        !pattern.path("String").asText("").isEmpty() || !expression.isEmpty(),
        key,
        "pattern " + pattern + " is empty");
  }

  /// How often a replacement may double a text, rounded up.
  private static int growth(JsonNode stage) {
    int from = stage.path("pattern").path("String").asText("").length();
    int to = stage.path("content").asText("").length();
    int doublings = 0;
    while (from > 0 && from << doublings < to) doublings++;
    return doublings;
  }

  private static void require(boolean holds, String key, String problem) {
    if (!holds) {
      String shown = problem.length() <= 200 ? problem : problem.substring(0, 200) + "…";
      throw new TextRejected("tokenizer.json: " + key + ": " + shown);
    }
  }
}
