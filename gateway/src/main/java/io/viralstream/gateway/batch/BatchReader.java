package io.viralstream.gateway.batch;

import io.viralstream.gateway.batch.Batch.Line;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.Multipart;
import io.viralstream.gateway.http.Part;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.JsonRecord;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.List;
import java.util.function.ToIntFunction;

/// Finds the records in a body: JSON objects, arrays of them, JSON Lines, or a form with these in
/// one part and pictures in the others.
public final class BatchReader {
  private static final int OTHER_PARTS = 1;

  private final BoundedJson json;
  private final int most;

  /// @param most records in one request
  public BatchReader(BoundedJson json, int most) {
    this.json = json;
    this.most = most;
  }

  /// @param part the form's part that holds the records
  public Batch read(Body body, String part) {
    Batch batch =
        switch (BodyKind.of(body.type())) {
          case JSON -> document(body.bytes());
          case JSON_LINES -> many(body.bytes(), 0, body.bytes().length, Attachments.none());
          case FORM -> form(Multipart.parts(body, most + OTHER_PARTS), part);
        };
    if (batch.lines().isEmpty())
      throw Problem.of(ProblemKind.MALFORMED, "the body holds no record").exception();
    return batch;
  }

  /// One object alone is no list.
  private Batch document(byte[] bytes) {
    List<Line> lines = Lines.of(bytes, 0, bytes.length, most, json, JsonRecord::number);
    boolean alone = lines.size() == 1 && !startsArray(bytes, 0, bytes.length);
    return new Batch(alone ? Batch.Shape.ONE : Batch.Shape.MANY, lines, Attachments.none());
  }

  private Batch form(List<Part> parts, String name) {
    List<Part> records = parts.stream().filter(part -> part.name().equals(name)).toList();
    if (records.size() != 1)
      throw Problem.at(name, ProblemKind.INVALID, name + ": expected one part of this name")
          .exception();
    var files = new Attachments(parts.stream().filter(part -> !part.name().equals(name)).toList());
    Part part = records.getFirst();
    return many(part.form(), part.start(), part.end(), files);
  }

  /// Elements of an array are called by their number, lines by theirs.
  private Batch many(byte[] bytes, int from, int to, Attachments files) {
    ToIntFunction<JsonRecord> number =
        startsArray(bytes, from, to) ? JsonRecord::number : JsonRecord::line;
    return new Batch(Batch.Shape.MANY, Lines.of(bytes, from, to, most, json, number), files);
  }

  private static boolean startsArray(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '[') return true;
      if (bytes[i] == '{') return false;
    }
    return false;
  }
}
