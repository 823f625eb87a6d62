package io.viralstream.gateway.batch;

import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.Multipart;
import io.viralstream.gateway.http.Part;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;

/// Finds the records in a body: one JSON object, a JSON array, JSON Lines, or a form with either of
/// the latter in one part and pictures in the others.
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
    var batch =
        switch (BodyKind.of(body.type())) {
          case JSON -> document(json.read(body.bytes()), Attachments.none());
          case JSON_LINES -> many(lines(body.bytes(), 0, body.bytes().length), Attachments.none());
          case FORM -> form(Multipart.parts(body, most + OTHER_PARTS), part);
        };
    if (batch.lines().isEmpty())
      throw Problem.of(ProblemKind.MALFORMED, "the body holds no record").exception();
    return batch;
  }

  private Batch document(Field root, Attachments files) {
    if (!root.isArray()) return new Batch(Batch.Shape.ONE, List.of(line(1, root)), files);
    if (root.size() > most) throw Lines.tooMany(most);
    var lines = new ArrayList<Line>();
    for (var element : root.elements(0, most)) lines.add(line(lines.size() + 1, element.at("")));
    return many(lines, files);
  }

  private Batch form(List<Part> parts, String name) {
    var records = parts.stream().filter(part -> part.name().equals(name)).toList();
    if (records.size() != 1)
      throw Problem.at(name, ProblemKind.INVALID, name + ": expected one part of this name")
          .exception();
    var files = new Attachments(parts.stream().filter(part -> !part.name().equals(name)).toList());
    var part = records.getFirst();
    return startsArray(part)
        ? document(json.read(part.form(), part.start(), part.length()), files)
        : many(lines(part.form(), part.start(), part.end()), files);
  }

  private static boolean startsArray(Part part) {
    int i = part.start();
    while (i < part.end() && Character.isWhitespace(part.form()[i])) i++;
    return i < part.end() && part.form()[i] == '[';
  }

  private List<Line> lines(byte[] bytes, int from, int to) {
    return Lines.of(bytes, from, to, most, json);
  }

  private static Batch many(List<Line> lines, Attachments files) {
    return new Batch(Batch.Shape.MANY, lines, files);
  }

  private static Line line(int number, Field document) {
    return new Line(number, () -> document);
  }
}
