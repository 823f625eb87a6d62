package io.viralstream.workers.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/// Text to token ids and back, after a `tokenizer.json`.
///
/// Special tokens are asked for by name ([#special]) and never found in text: the file is loaded
/// twice, once without its added tokens for encoding, once whole for decoding. So a user who types
/// `</s>` gets the letters of it. Nothing is truncated, padded or added.
///
/// Safe for use by several threads.
public final class Tokenizer implements AutoCloseable {
  private static final long FILE_LIMIT = 64L << 20;
  private static final int TEXT_LIMIT = 1 << 20;
  private static final Map<String, String> NOTHING_SILENT =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  private final HuggingFaceTokenizer plain;
  private final HuggingFaceTokenizer whole;
  private final Map<String, Integer> specials;
  private final Set<Integer> specialIds;
  private final int vocabularySize;

  private Tokenizer(TokenizerFile file) throws IOException {
    plain = open(file.withoutAddedTokens());
    whole = open(file.json());
    specials = file.specials();
    specialIds = Set.copyOf(specials.values());
    vocabularySize = file.vocabularySize();
  }

  /// Reads a `tokenizer.json` of at most 64 MiB.
  ///
  /// @throws TextRejected where it is larger, no JSON, or no tokenizer
  public static Tokenizer load(Path file) throws IOException {
    long size = Files.size(file);
    if (size > FILE_LIMIT) {
      throw new TextRejected(
          file.getFileName() + ": " + size + " bytes, at most " + FILE_LIMIT + " are read");
    }
    return parse(Files.readString(file));
  }

  /// As [#load], from the text of the file.
  public static Tokenizer parse(String json) {
    DjlOffline.ensure();
    try {
      return new Tokenizer(TokenizerFile.parse(json));
    } catch (JsonProcessingException bad) {
      throw new TextRejected("tokenizer.json: not JSON: " + bad.getOriginalMessage(), bad);
    } catch (IOException | RuntimeException bad) {
      throw bad instanceof TextRejected known
          ? known
          : new TextRejected("tokenizer.json: " + bad.getMessage(), bad);
    }
  }

  private static HuggingFaceTokenizer open(ObjectNode json) throws IOException {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), NOTHING_SILENT);
  }

  /// The ids of a text, `[T]`; none of them is a special token.
  public int[] encode(String text) {
    check(text);
    int[] ids = toInts(plain.encode(text, false, false).getIds());
    for (int id : ids) {
      if (specialIds.contains(id)) throw new TextRejected("text encodes to special token " + id);
    }
    return ids;
  }

  /// The ids of `after` where it follows `before` in one text.
  ///
  /// `before` is never cut anew by what follows it, as it was not when the model was asked. Where
  /// the cut of the whole begins with that of `before`, the rest is taken (a SentencePiece
  /// vocabulary then writes no second leading blank); else `after` is cut alone.
  public int[] encodeAfter(String before, String after) {
    int[] head = encode(before);
    int[] both = encode(before + after);
    boolean continues =
        both.length >= head.length && Arrays.equals(both, 0, head.length, head, 0, head.length);
    return continues ? Arrays.copyOfRange(both, head.length, both.length) : encode(after);
  }

  /// The id of a special token such as `</s>`.
  ///
  /// @throws TextRejected where this tokenizer has none of that name
  public int special(String token) {
    Integer id = specials.get(token);
    if (id == null) {
      throw new TextRejected("special token " + token + ": the tokenizer has " + specials.keySet());
    }
    return id;
  }

  /// The text of ids; special tokens are left out, bytes that form no character become U+FFFD.
  public String decode(int... ids) {
    return whole.decode(Arrays.stream(ids).asLongStream().toArray(), true);
  }

  /// Decoding of a growing answer, one token at a time.
  public IncrementalText incremental() {
    return new IncrementalText(this);
  }

  /// One more than the largest id.
  public int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public void close() {
    plain.close();
    whole.close();
  }

  private static int[] toInts(long[] ids) {
    return LongStream.of(ids).mapToInt(Math::toIntExact).toArray();
  }

  /// A lone surrogate is no character and has no UTF-8, so it could not come back.
  private static void check(String text) {
    if (text.length() > TEXT_LIMIT) {
      throw new TextRejected("text of " + text.length() + " characters, limit " + TEXT_LIMIT);
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new TextRejected("text holds half of a surrogate pair");
    }
  }
}
