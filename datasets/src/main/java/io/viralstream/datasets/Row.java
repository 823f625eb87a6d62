package io.viralstream.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One record of a file, whatever the file's format: named fields at a place.
///
/// A column of a table, a field of a JSON object, and an element of a JSON array (which is named by
/// its index, "0" first) are all fields. A number and a truth value are read as their text.
///
/// @param place `answers.jsonl, line 7, object 7`
record Row(String place, ObjectNode fields) {
  private static final int LONGEST = 1_000_000; // characters of a text
  private static final int SHOWN = 80;

  boolean has(String name) {
    return fields.hasNonNull(name);
  }

  boolean hasAll(String... names) {
    return List.of(names).stream().allMatch(this::has);
  }

  /// @throws RecordFault where the field is missing or is no text
  String text(String name) throws RecordFault {
    return optional(name).orElseThrow(() -> fault(name + ": missing, expected a text"));
  }

  /// The same; empty where the field is missing.
  Optional<String> optional(String name) throws RecordFault {
    return has(name) ? Optional.of(value(name, fields.get(name))) : Optional.empty();
  }

  /// The first of several names that the row has.
  Optional<String> first(String... names) throws RecordFault {
    for (String name : names) if (has(name)) return optional(name);
    return Optional.empty();
  }

  /// The names of all fields.
  List<String> names() {
    var names = new ArrayList<String>();
    fields.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// A text that is not blank.
  String filled(String name) throws RecordFault {
    String text = text(name);
    if (text.isBlank()) throw fault(name + ": empty, expected a text");
    return text;
  }

  List<String> texts(String name) throws RecordFault {
    JsonNode list = fields.path(name);
    if (!list.isArray()) throw fault(name + ": " + shown(list.toString()) + ", expected a list");
    var texts = new ArrayList<String>();
    for (JsonNode element : list) texts.add(value(name, element));
    return texts;
  }

  /// A row's own field with fields; empty where it is none.
  Optional<Row> inner(String name) {
    return fields.get(name) instanceof ObjectNode object
        ? Optional.of(new Row(place, object))
        : Optional.empty();
  }

  /// All fields that have fields themselves.
  List<Row> inner() {
    var rows = new ArrayList<Row>();
    for (JsonNode value : fields)
      if (value instanceof ObjectNode object) rows.add(new Row(place, object));
    return rows;
  }

  /// Yes or no as the row has it.
  String yesOrNo(String name) throws RecordFault {
    String text = text(name);
    String bare = text.strip();
    if (bare.equalsIgnoreCase("yes") || bare.equalsIgnoreCase("no")) return text;
    throw fault(name + ": " + shown(text) + ", expected yes or no");
  }

  /// A picture's bytes, as Parquet has them.
  Optional<byte[]> bytes(String name) throws RecordFault {
    JsonNode value = fields.path(name);
    try {
      return value.isBinary() ? Optional.of(value.binaryValue()) : Optional.empty();
    } catch (IOException impossible) {
      throw fault(name + ": cannot be read");
    }
  }

  RecordFault fault(String reason) {
    return new RecordFault(place, reason);
  }

  /// A value as a message shows it.
  static String shown(String value) {
    return '"' + (value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…") + '"';
  }

  private String value(String name, JsonNode value) throws RecordFault {
    if (!value.isTextual() && !value.isNumber() && !value.isBoolean())
      throw fault(name + ": " + shown(value.toString()) + ", expected a text");
    String text = value.asText();
    if (text.length() > LONGEST)
      throw fault(name + ": " + text.length() + " characters, at most " + LONGEST + " are taken");
    return text;
  }
}
