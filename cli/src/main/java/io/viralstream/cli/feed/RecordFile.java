package io.viralstream.cli.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.gateway.Limits;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.json.JsonRecord;
import io.viralstream.gateway.json.JsonRecords;
import io.viralstream.gateway.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The records of a file, one at a time, read by the gateway's own rules: JSON Lines, arrays, or
/// any sequence of both.
///
/// Memory holds one record, whatever the file's size.
public final class RecordFile implements AutoCloseable {
  private static final int LONGEST_STRING = Limits.defaults().longestString();

  /// A picture inside a record, and as much text as a sample may have.
  private static final int LARGEST = LONGEST_STRING + (1 << 20);

  private static final BoundedJson JSON = new BoundedJson(LONGEST_STRING);
  private static final ObjectMapper TREES = new ObjectMapper();

  private final String name;
  private final long size;
  private final InputStream input;
  private final JsonRecords records;

  private RecordFile(String name, long size, InputStream input, JsonRecords records) {
    this.name = name;
    this.size = size;
    this.input = input;
    this.records = records;
  }

  /// One record at its place, good until the next is asked for.
  ///
  /// @param place `train.json, line 7, object 3`
  public record Placed(String place, JsonRecord record) {
    /// @throws ProblemException where it is no JSON object
    public Field document() {
      return record.read(JSON);
    }

    /// The document as a tree that may be changed; only once it was found good.
    ObjectNode tree() {
      try {
        return (ObjectNode) TREES.readTree(record.bytes(), record.offset(), record.length());
      } catch (IOException impossible) {
        throw new IllegalStateException("a document that was found good", impossible);
      }
    }
  }

  /// @throws IOException where the file cannot be read, or is no text in UTF-8
  public static RecordFile open(Path file) throws IOException {
    var name = String.valueOf(file.getFileName());
    InputStream input = Files.newInputStream(file);
    try {
      return new RecordFile(name, Files.size(file), input, JsonRecords.of(input, LARGEST));
    } catch (ProblemException noText) {
      input.close();
      throw new IOException(name + ": " + noText.problem().detail(), noText);
    } catch (IOException unreadable) {
      input.close();
      throw unreadable;
    }
  }

  /// The next record; empty at the end.
  public Optional<Placed> next() throws IOException {
    return records.next().map(this::placed);
  }

  private Placed placed(JsonRecord record) {
    return new Placed(name + ", line " + record.line() + ", object " + record.number(), record);
  }

  /// Bytes read so far, of `size`.
  public long position() {
    return records.position();
  }

  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
