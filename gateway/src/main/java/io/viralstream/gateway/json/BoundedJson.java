package io.viralstream.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.io.IOException;

/// Reads one JSON document of UTF-8 bytes, within limits on depth, tokens, names and strings.
///
/// A key given twice and anything after the document are refused: two readers would take them
/// differently.
public final class BoundedJson {
  private static final int DEPTH = 16;
  private static final int NAME = 256;
  private static final int NUMBER = 40;
  private static final int TOKENS = 1_000_000;

  private final ObjectReader reader;

  /// @param maxString the longest string in characters; an inline image is one string
  public BoundedJson(int maxString) {
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH)
            .maxNameLength(NAME)
            .maxNumberLength(NUMBER)
            .maxTokenCount(TOKENS)
            .maxStringLength(maxString)
            .build();
    // Without detection the bytes are UTF-8, as RFC 8259 demands; UTF-16 would be read otherwise.
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    this.reader =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);
  }

  /// The document in `bytes[offset, offset + length)`.
  public Field read(byte[] bytes, int offset, int length) {
    try {
      JsonNode node = reader.readValue(bytes, offset, length);
      if (node == null || node.isMissingNode()) throw malformed("the document is empty");
      return Field.root(node);
    } catch (StreamConstraintsException tooMuch) {
      throw Problem.of(ProblemKind.TOO_LARGE, "not JSON within the limits: " + says(tooMuch))
          .exception();
    } catch (JsonProcessingException broken) {
      throw malformed("not JSON: " + says(broken));
    } catch (IOException broken) {
      throw malformed("not JSON in UTF-8");
    }
  }

  public Field read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  private static RuntimeException malformed(String detail) {
    return Problem.of(ProblemKind.MALFORMED, detail).exception();
  }

  /// The parser's own sentence with the place, without its hints at class names.
  private static String says(JsonProcessingException broken) {
    var sentence = broken.getOriginalMessage().lines().findFirst().orElse("unreadable");
    var shortened = sentence.length() > 200 ? sentence.substring(0, 200) : sentence;
    var place = broken.getLocation();
    return place == null
        ? shortened
        : shortened + " at line " + place.getLineNr() + " column " + place.getColumnNr();
  }
}
