package io.viralstream.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.StreamSupport;

/// What tools/golden/text.py made: directories with a tokenizer and what the references answer.
record Golden(Path directory) {
  static Golden of(String name) {
    try {
      URL place = Golden.class.getResource("/io/viralstream/models/golden/" + name);
      return new Golden(Path.of(Objects.requireNonNull(place, name).toURI()));
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Tokenizer tokenizer() {
    try {
      return Tokenizer.of(directory);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  String file(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  JsonNode reference() {
    try {
      return new ObjectMapper().readTree(file("reference.json"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static int[] ids(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }
}
