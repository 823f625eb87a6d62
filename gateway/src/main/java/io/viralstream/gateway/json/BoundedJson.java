package io.viralstream.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/// Checks one JSON document of UTF-8 bytes, within limits on depth, tokens, names and numbers.
///
/// The whole document is looked through and nothing of it is kept: what it takes on the heap is a
/// few buffers, whatever was sent. A key given twice and anything after the document are refused:
/// two readers would take them differently.
public final class BoundedJson {
  static final int DEPTH = 16;
  static final int NAME = 256;
  static final int NUMBER = 40;
  static final int TOKENS = 1_000_000;

  /// Names in the objects that are open at one place: they are what twice is found by.
  private static final int OPEN_NAMES = 4_096;

  private final JsonFactory factory;
  private final int maxString;

  /// @param maxString the longest string in characters; an inline image is one string
  public BoundedJson(int maxString) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH)
            .maxNameLength(NAME)
            .maxNumberLength(NUMBER)
            .maxTokenCount(TOKENS)
            .build();
    // Without canonical names none is kept: a document of many names would fill the parser's table.
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    this.maxString = maxString;
  }

  /// The document in `bytes[offset, offset + length)`, behind a byte order mark where it has one;
  /// the bytes may not change any more.
  public Field read(byte[] bytes, int offset, int length) {
    Packing.of(bytes, offset, length)
        .ifPresent(sentence -> {
          throw malformed(Packing.PREFIX + sentence);
        });
    int mark = Packing.byteOrderMark(bytes, offset, length);
    return readText(bytes, offset + mark, length - mark);
  }

  private Field readText(byte[] bytes, int offset, int length) {
    try (JsonParser parser = factory.createParser(characters(bytes, offset, length))) {
      if (parser.nextToken() == null) throw malformed("the document is empty");
      passOver(parser);
      if (parser.nextToken() != null) throw malformed("not JSON: something follows the document");
      return Field.root(JsonValue.in(bytes, offset, offset + length), maxString);
    } catch (StreamConstraintsException tooMuch) {
      throw tooLarge(JsonFault.of(bytes, offset, length, tooMuch));
    } catch (JsonProcessingException broken) {
      throw malformed("not JSON: " + JsonFault.of(bytes, offset, length, broken));
    } catch (IOException broken) {
      throw malformed(Packing.PREFIX + "it has bytes of another encoding");
    }
  }

  /// The value of a form's field; whatever is wrong with it is said by the field's name.
  public Field read(String name, byte[] bytes, int offset, int length) {
    try {
      return read(bytes, offset, length).at(name);
    } catch (ProblemException unreadable) {
      Problem problem = unreadable.problem();
      throw Problem.at(name, problem.kind(), name + ": " + problem.detail()).exception();
    }
  }

  public Field read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  /// UTF-8, as RFC 8259 demands, and no other encoding that the bytes may look like; what is no
  /// UTF-8 is not replaced.
  private static Reader characters(byte[] bytes, int offset, int length) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    return new InputStreamReader(new ByteArrayInputStream(bytes, offset, length), decoder);
  }

  /// Reads from the first token of a value to its last.
  private static void passOver(JsonParser parser) throws IOException {
    int[] names = new int[DEPTH + 2]; // by depth
    int depth = 0;
    int open = 0;
    for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
      switch (token) {
        case START_OBJECT, START_ARRAY -> names[++depth] = 0;
        case END_OBJECT, END_ARRAY -> open -= names[depth--];
        case FIELD_NAME -> {
          names[depth]++;
          if (++open > OPEN_NAMES)
            throw tooLarge("more than " + OPEN_NAMES + " members in one object");
        }
        // The parser has no other tokens but values, and null where the document breaks off.
        case null -> throw malformed("not JSON: the document breaks off");
        default -> {}
      }
      if (depth == 0) return;
    }
  }

  private static RuntimeException tooLarge(String detail) {
    return Problem.of(ProblemKind.TOO_LARGE, "not JSON within the limits: " + detail).exception();
  }

  private static RuntimeException malformed(String detail) {
    return Problem.of(ProblemKind.MALFORMED, detail).exception();
  }
}
