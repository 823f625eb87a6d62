package io.viralstream.datasets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The records of a JSON file, one at a time: JSON Lines, an array, or any sequence of both.
///
/// A record is an object, or an array within the outer one, whose elements are then named "0", "1"
/// and so on. `NaN`, which Python writes, is let through.
final class JsonRows implements RecordSource<Row> {
  private static final int LONGEST = 24 << 20; // characters of a string: a picture in base64
  private static final int DEEPEST = 100;

  private static final ObjectMapper JSON = mapper();

  private final String name;
  private final long size;
  private final Utf8Stream text;
  private final JsonParser parser;
  private boolean inArray;
  private long number;

  private JsonRows(String name, long size, Utf8Stream text) throws IOException {
    this.name = name;
    this.size = size;
    this.text = text;
    this.parser = JSON.createParser(new InputStreamReader(text, StandardCharsets.UTF_8));
  }

  static JsonRows open(Path file) throws IOException {
    return new JsonRows(RowFiles.name(file), Files.size(file), text(file));
  }

  private static Utf8Stream text(Path file) throws IOException {
    return new Utf8Stream(
        RowFiles.name(file), new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxStringLength(LONGEST)
                        .maxNestingDepth(DEEPEST)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build())
        .build();
  }

  /// The elements of all arrays that a file's outer object has under their names, read one by one;
  /// whatever else stands there is passed over. COCO's annotations have this form.
  ///
  /// @param each gets the array's name and an element that is an object
  /// @throws FileFault where the file is not such an object
  static void elements(Path file, BiConsumer<String, Row> each) throws IOException {
    try (JsonRows rows = open(file)) {
      rows.readElements(each);
    } catch (JsonProcessingException broken) {
      throw fault(RowFiles.name(file), broken);
    }
  }

  private void readElements(BiConsumer<String, Row> each) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT)
      throw new FileFault(name + ": expected one JSON object with arrays in it");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      text.begin();
      if (parser.nextToken() != JsonToken.START_ARRAY) parser.skipChildren();
      else readArray(field, each);
    }
  }

  private void readArray(String field, BiConsumer<String, Row> each) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      text.begin();
      if (parser.currentToken() == JsonToken.START_OBJECT)
        each.accept(field, placed(line(), parser.readValueAsTree()).record());
      else parser.skipChildren();
    }
  }

  @Override
  public Optional<Placed<Row>> next() throws IOException {
    try {
      return read();
    } catch (JsonProcessingException broken) {
      throw fault(name, broken);
    }
  }

  private Optional<Placed<Row>> read() throws IOException {
    while (true) {
      text.begin();
      Optional<JsonToken> token = Optional.ofNullable(parser.nextToken());
      if (token.isEmpty()) return Optional.empty();
      switch (token.get()) {
        case START_OBJECT -> {
          return Optional.of(placed(line(), parser.readValueAsTree()));
        }
        case START_ARRAY -> {
          if (inArray) return Optional.of(placed(line(), named()));
          inArray = true;
        }
        case END_ARRAY -> inArray = false;
        default ->
            throw new FileFault(
                name
                    + ", line "
                    + line()
                    + ": "
                    + Row.shown(parser.getText())
                    + ", expected a JSON object");
      }
    }
  }

  private ObjectNode named() throws IOException {
    ObjectNode fields = JSON.createObjectNode();
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY)
      fields.set(Integer.toString(index++), JSON.readTree(parser));
    return fields;
  }

  private Placed<Row> placed(int line, ObjectNode fields) {
    number++;
    String place = name + ", line " + line + ", object " + number;
    return new Placed<>(place, new Row(place, fields));
  }

  /// Where the token at hand begins.
  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private static FileFault fault(String name, JsonProcessingException broken) {
    String reason = broken.getOriginalMessage();
    long line =
        Optional.ofNullable(broken.getLocation()).map(at -> (long) at.getLineNr()).orElse(0L);
    int column = Optional.ofNullable(broken.getLocation()).map(at -> at.getColumnNr()).orElse(0);
    String cause = reason.startsWith("Unexpected end") ? "cut off: " + reason : reason;
    return new FileFault(
        name + ", line " + line + ", column " + column + ": no valid JSON: " + cause, broken);
  }

  @Override
  public long position() {
    return text.position();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    parser.close();
    text.close();
  }
}
