package io.viralstream.models.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.text.Word.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Learns a byte-level BPE vocabulary from a corpus and writes it as a `tokenizer.json`.
///
/// Starts from the 256 bytes, so that no text is lost, and joins the most frequent neighbours until
/// no pair is as frequent as `minimumCount` or the vocabulary is full. A word that occurs that
/// often therefore ends as one token, with the blank before it, unless the vocabulary was too
/// small. Pairs of equal count are joined in their alphabetical order: same corpus, same file.
public final class BytePairTraining {
  /// Ids 0 to 3 of every tokenizer that we train.
  public static final List<String> SPECIAL_TOKENS = List.of("<pad>", "<s>", "</s>", "<image>");

  /// How a text falls into words before any joining; the tokenizer's `ByteLevel` stage cuts alike.
  private static final Pattern WORD =
      Pattern.compile(
          "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private final int vocabularyLimit;
  private final int minimumCount;

  /// @param vocabularyLimit tokens at most, special ones and bytes included; at least 260
  /// @param minimumCount how often two neighbours must occur to be joined; at least 1
  public BytePairTraining(int vocabularyLimit, int minimumCount) {
    if (vocabularyLimit < SPECIAL_TOKENS.size() + 256) {
      throw new IllegalArgumentException("vocabularyLimit: " + vocabularyLimit + ", at least 260");
    }
    if (minimumCount < 1) {
      throw new IllegalArgumentException("minimumCount: " + minimumCount + ", at least 1");
    }
    this.vocabularyLimit = vocabularyLimit;
    this.minimumCount = minimumCount;
  }

  /// The `tokenizer.json` learnt from the texts, which are counted as they are given.
  public String train(Iterable<String> texts) {
    List<Word> words = count(texts);
    List<Pair> merges = new ArrayList<>();
    int room = vocabularyLimit - SPECIAL_TOKENS.size() - 256;
    while (merges.size() < room) {
      Optional<Pair> best = mostFrequent(words);
      if (best.isEmpty()) break;
      merges.add(best.get());
      for (Word word : words) word.join(best.get());
    }
    return json(merges);
  }

  private static List<Word> count(Iterable<String> texts) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (String text : texts) {
      WORD.matcher(text)
          .results()
          .forEach(found -> counts.merge(ByteAlphabet.spell(found.group()), 1L, Long::sum));
    }
    List<Word> words = new ArrayList<>();
    counts.forEach((spelling, count) -> words.add(Word.of(spelling, count)));
    return words;
  }

  private Optional<Pair> mostFrequent(List<Word> words) {
    SortedMap<Pair, Long> counts = new TreeMap<>(Pair.ALPHABETICAL);
    for (Word word : words) word.addPairs(counts);
    // max keeps the last of equals, so the reversed order among equals makes the first one win.
    return counts.entrySet().stream()
        .filter(pair -> pair.getValue() >= minimumCount)
        .max(
            Comparator.comparingLong((Map.Entry<Pair, Long> pair) -> pair.getValue())
                .thenComparing(Map.Entry::getKey, Pair.ALPHABETICAL.reversed()))
        .map(Map.Entry::getKey);
  }

  private static String json(List<Pair> merges) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    addSpecials(root.putArray("added_tokens"));
    root.putNull("normalizer");
    root.set("pre_tokenizer", byteLevel(root.objectNode()));
    root.putNull("post_processor");
    root.set("decoder", byteLevel(root.objectNode()));
    ObjectNode model = root.putObject("model").put("type", "BPE");
    for (String unused :
        List.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")) {
      model.putNull(unused);
    }
    model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    addVocabulary(model.putObject("vocab"), merges);
    ArrayNode joined = model.putArray("merges");
    for (Pair merge : merges) joined.addArray().add(merge.left()).add(merge.right());
    return root.toPrettyString() + "\n";
  }

  private static void addSpecials(ArrayNode tokens) {
    for (int id = 0; id < SPECIAL_TOKENS.size(); id++) {
      tokens
          .addObject()
          .put("id", id)
          .put("content", SPECIAL_TOKENS.get(id))
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
  }

  private static ObjectNode byteLevel(ObjectNode stage) {
    return stage
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", false)
        .put("use_regex", true);
  }

  private static void addVocabulary(ObjectNode vocabulary, List<Pair> merges) {
    for (String special : SPECIAL_TOKENS) vocabulary.put(special, vocabulary.size());
    for (int b = 0; b < 256; b++) vocabulary.put(ByteAlphabet.letter(b), vocabulary.size());
    for (Pair merge : merges) {
      // Two merges may give the same token; it has one id.
      if (!vocabulary.has(merge.joined())) vocabulary.put(merge.joined(), vocabulary.size());
    }
  }
}
