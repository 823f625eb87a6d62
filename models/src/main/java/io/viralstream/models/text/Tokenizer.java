package io.viralstream.models.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Text to token ids and back, after a `tokenizer.json`.
///
/// Special tokens are asked for by name ([#special], [#pieces]) and never found in people's text:
/// the file is loaded blind to them for encoding, and whole for decoding. So a user who types
/// `</s>` gets the letters of it. Nothing is truncated, padded or added.
///
/// Safe for use by several threads.
public final class Tokenizer implements AutoCloseable {
  private static final String BEGIN = "<s>";
  private static final String FILE = "tokenizer.json";
  private static final String CONFIG = "tokenizer_config.json";
  private static final long FILE_LIMIT = 64L << 20;
  private static final int TEXT_LIMIT = 1 << 20;
  private static final Map<String, String> NOTHING_SILENT =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  private final HuggingFaceTokenizer blind;
  private final Optional<HuggingFaceTokenizer> inside;
  private final HuggingFaceTokenizer whole;
  private final SpecialTokens specials;
  private final List<String> opening;
  private final int vocabularySize;

  private Tokenizer(TokenizerFile file) throws IOException {
    specials = SpecialTokens.of(file.vocabulary());
    opening = file.opening();
    for (String token : opening) requireKnown(token);
    vocabularySize = file.vocabulary().size();
    whole = open(file.whole());
    requireIds(whole, file.vocabulary().added().values());
    blind = open(file.blind());
    inside = file.blindInside().map(Tokenizer::open);
  }

  /// The tokenizer of a model's directory.
  ///
  /// @throws TextRejected where it holds no `tokenizer.json`, with the way to make one of an older
  ///   form
  public static Tokenizer of(Path directory) throws IOException {
    if (Files.isRegularFile(directory.resolve(FILE))) {
      return configured(load(directory.resolve(FILE)), directory);
    }
    for (String older : new String[] {"tokenizer.model", "vocab.json"}) {
      if (Files.exists(directory.resolve(older))) throw new TextRejected(conversion(older));
    }
    throw new TextRejected(directory.getFileName() + ": " + FILE + " is missing");
  }

  private static Tokenizer configured(Tokenizer tokenizer, Path directory) throws IOException {
    try {
      ConfiguredTokens.of(ChatTemplate.json(directory.resolve(CONFIG))).requireIn(tokenizer);
      return tokenizer;
    } catch (IOException | RuntimeException refused) {
      tokenizer.close();
      throw refused;
    }
  }

  private static String conversion(String older) {
    return older
        + " is not read, "
        + FILE
        + " is missing; transformers writes one: python -c \"from transformers import AutoTokenizer;"
        + " AutoTokenizer.from_pretrained('DIR').save_pretrained('DIR')\"";
  }

  /// Reads a `tokenizer.json` of at most 64 MiB.
  ///
  /// @throws TextRejected where it is larger, no JSON, or no tokenizer
  public static Tokenizer load(Path file) throws IOException {
    return parse(TextFile.read(file, FILE_LIMIT));
  }

  /// The library calls home on its first use unless told otherwise.
  private static void keepOffline() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  /// As [#load], from the text of the file.
  public static Tokenizer parse(String json) {
    keepOffline();
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

  private static HuggingFaceTokenizer open(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try {
      return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), NOTHING_SILENT);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void requireKnown(String token) {
    if (!specials.knows(token)) {
      throw new TextRejected(FILE + ": post_processor: " + token + " is no special token of it");
    }
  }

  /// The library counts added tokens itself, whatever ids the file gives them.
  private static void requireIds(HuggingFaceTokenizer whole, Collection<AddedToken> added) {
    for (AddedToken token : added) {
      long[] ids = whole.encode(token.content(), false, false).getIds();
      if (ids.length != 1 || ids[0] != token.id()) {
        throw new TextRejected(
            FILE
                + ": added_tokens: "
                + token.content()
                + " has id "
                + token.id()
                + ", the library reads it as "
                + Arrays.toString(ids));
      }
    }
  }

  /// The ids of a text that begins a sequence, `[T]`; none of them is a special token.
  public int[] encode(String text) {
    return encode(blind, text);
  }

  /// The ids of a text that stands behind other text or a special token. Some SentencePiece
  /// vocabularies begin only the first word of a sequence with a blank.
  public int[] encodeInside(String text) {
    return encode(inside.orElse(blind), text);
  }

  private int[] encode(HuggingFaceTokenizer tokenizer, String text) {
    check(text);
    int[] ids = toInts(tokenizer.encode(text, false, false).getIds());
    for (int id : ids) {
      if (specials.forbids(id)) throw new TextRejected("text encodes to special token " + id);
    }
    return ids;
  }

  /// A text of ours, such as a rendered template, cut at the special tokens in it.
  List<Piece> pieces(String text) {
    return specials.cut(text);
  }

  /// The ids of a text of ours, in which special tokens count as such.
  int[] encodeFrame(String text) {
    return encode(pieces(text));
  }

  /// The ids of pieces. Letters that follow each other are encoded as one text, else words would be
  /// cut at the seams.
  int[] encode(List<Piece> pieces) {
    return encode(pieces, blind);
  }

  /// As [#encode], where the pieces stand behind others.
  int[] encodeInside(List<Piece> pieces) {
    return encode(pieces, inside.orElse(blind));
  }

  private int[] encode(List<Piece> pieces, HuggingFaceTokenizer first) {
    List<int[]> parts = new ArrayList<>();
    var letters = new StringBuilder();
    HuggingFaceTokenizer next = first;
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Letters(String text) -> letters.append(text);
        case Piece.Begin() -> parts.add(begin());
        case Piece.Special(String token) -> {
          parts.add(encode(next, letters.toString()));
          letters.setLength(0);
          parts.add(new int[] {special(token)});
          next = inside.orElse(blind);
        }
      }
    }
    parts.add(encode(next, letters.toString()));
    return parts.stream().flatMapToInt(IntStream::of).toArray();
  }

  /// The ids that begin every sequence: as the file says, or `<s>` where it says nothing and has
  /// it.
  private int[] begin() {
    List<String> names = opening;
    if (names.isEmpty() && specials.knows(BEGIN)) names = List.of(BEGIN);
    return names.stream().mapToInt(this::special).toArray();
  }

  /// The special tokens that begin every sequence, as the file has it: `<s>`, or none.
  List<String> opening() {
    return opening;
  }

  /// The ids of `after` where it follows `before` in one text.
  ///
  /// `before` is never cut anew by what follows it, as it was not when the model was asked. Where
  /// the cut of the whole begins with that of `before`, the rest is taken (a SentencePiece
  /// vocabulary then writes no second leading blank); else `after` is cut alone.
  public int[] encodeAfter(String before, String after) {
    if (before.isEmpty()) return encodeInside(after);
    int[] head = encode(before);
    int[] both = encode(before + after);
    boolean continues =
        both.length >= head.length && Arrays.equals(both, 0, head.length, head, 0, head.length);
    return continues ? Arrays.copyOfRange(both, head.length, both.length) : encodeInside(after);
  }

  /// The id of a special token such as `</s>`.
  ///
  /// @throws TextRejected where this tokenizer has none of that name
  public int special(String token) {
    return specials.id(token);
  }

  /// Whether there is a special token of this name.
  public boolean hasSpecial(String token) {
    return specials.knows(token);
  }

  /// The id of a text that is one token, special or not.
  OptionalLong single(String text) {
    long[] ids = whole.encode(text, false, false).getIds();
    return ids.length == 1 ? OptionalLong.of(ids[0]) : OptionalLong.empty();
  }

  /// The name of a special token, by its id.
  public Optional<String> specialName(int id) {
    return specials.name(id);
  }

  /// Whether an id is a special token's, which decoding leaves out.
  boolean isSpecial(int id) {
    return specials.contains(id);
  }

  /// The names of all special tokens.
  Set<String> specials() {
    return specials.names();
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
    blind.close();
    inside.ifPresent(HuggingFaceTokenizer::close);
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
