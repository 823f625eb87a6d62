package io.viralstream.gateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One value of a document with the path to it, so that whatever is wrong with it is said by name.
///
/// @param path such as `conversations[1].value`; empty for the document itself
public record Field(String path, JsonNode node) {
  static Field root(JsonNode node) {
    return new Field("", node);
  }

  /// This value, which has to be an object.
  public Field object() {
    if (!node.isObject()) throw invalid("expected an object");
    return this;
  }

  public boolean isArray() {
    return node.isArray();
  }

  public boolean isObject() {
    return node.isObject();
  }

  /// A member that must be there.
  public Field required(String name) {
    return optional(name).orElseThrow(() -> child(name).invalid("missing"));
  }

  /// A member that may be absent; null counts as absent.
  public Optional<Field> optional(String name) {
    JsonNode value = object().node.get(name);
    return value == null || value.isNull()
        ? Optional.empty()
        : Optional.of(new Field(child(name).path, value));
  }

  /// The elements of an array with a bounded number of them.
  public List<Field> elements(int least, int most) {
    if (!node.isArray()) throw invalid("expected an array");
    if (node.size() < least || node.size() > most)
      throw invalid("has " + node.size() + " elements, expected " + least + " to " + most);
    var elements = new ArrayList<Field>(node.size());
    for (int i = 0; i < node.size(); i++)
      elements.add(new Field(path + "[" + i + "]", node.get(i)));
    return elements;
  }

  /// A string without limit of its own: the document's limit holds.
  public String text() {
    if (!node.isTextual()) throw invalid("expected a string");
    return node.textValue();
  }

  /// A string of written text: not blank, at most `most` characters, nothing that cannot be written
  /// as UTF-8 or shown.
  public String text(int most) {
    var text = text();
    if (text.length() > most)
      throw invalid("has " + text.length() + " characters, expected at most " + most);
    if (text.isBlank()) throw invalid("is blank");
    WrittenText.fault(text)
        .ifPresent(fault -> {
          throw invalid(fault);
        });
    return text;
  }

  /// A label that people number or name: a string, or an integer taken as its digits.
  public String label(int most) {
    return node.isIntegralNumber() ? node.asText() : text(most);
  }

  public int integer(int least, int most) {
    if (!node.isIntegralNumber() || !node.canConvertToInt())
      throw invalid("expected an integer from " + least + " to " + most);
    int value = node.intValue();
    if (value < least || value > most)
      throw invalid("is " + value + ", expected " + least + " to " + most);
    return value;
  }

  public boolean truth() {
    if (!node.isBoolean()) throw invalid("expected true or false");
    return node.booleanValue();
  }

  /// What is wrong with this field.
  public ProblemException invalid(String detail) {
    return problem(ProblemKind.INVALID, detail);
  }

  public ProblemException problem(ProblemKind kind, String detail) {
    return Problem.at(path, kind, (path.isEmpty() ? "the document" : path) + ": " + detail)
        .exception();
  }

  private Field child(String name) {
    return new Field(path.isEmpty() ? name : path + "." + name, node);
  }
}
