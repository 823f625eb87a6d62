package io.viralstream.cli.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The objects of a file that is one JSON array, or JSON Lines, read one at a time.
///
/// Memory holds one object, whatever the file's size; text and nesting of an object are bounded.
public final class JsonSequence implements AutoCloseable {
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(12 * 1024 * 1024).build();

  private final Path file;
  private final JsonParser parser;
  private final long size;
  private int count;

  private JsonSequence(Path file, JsonParser parser, long size) {
    this.file = file;
    this.parser = parser;
    this.size = size;
  }

  /// @throws IOException where the file cannot be read
  public static JsonSequence open(Path file) throws IOException {
    var factory = JsonFactory.builder().streamReadConstraints(LIMITS).build();
    var parser = factory.createParser(file.toFile());
    parser.setCodec(new ObjectMapper());
    return new JsonSequence(file, parser, Files.size(file));
  }

  /// The next object; empty at the end.
  ///
  /// @throws IOException where the file is no JSON, or an element is no object, with its place
  public Optional<ObjectNode> next() throws IOException {
    var token = parser.nextToken();
    if (count == 0 && token == JsonToken.START_ARRAY) token = parser.nextToken();
    if (token == null || token == JsonToken.END_ARRAY) return Optional.empty();
    count++;
    if (token != JsonToken.START_OBJECT) throw new IOException(place() + " is no JSON object");
    return Optional.of(parser.readValueAsTree());
  }

  /// `train.json, line 7, object 3`.
  String place() {
    var line = parser.currentTokenLocation().getLineNr();
    return file.getFileName() + ", line " + line + ", object " + count;
  }

  /// How many objects were read.
  public int count() {
    return count;
  }

  /// Bytes read so far, of `size`.
  public long position() {
    return Math.max(0, parser.currentLocation().getByteOffset());
  }

  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
