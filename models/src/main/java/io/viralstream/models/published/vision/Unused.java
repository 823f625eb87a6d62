package io.viralstream.models.published.vision;

import java.util.List;

/// Tensors that a family's files hold but its features do not need, such as a text tower, by how
/// their names begin.
record Unused(List<String> beginnings) {
  Unused {
    beginnings = List.copyOf(beginnings);
  }

  static Unused of(String... beginnings) {
    return new Unused(List.of(beginnings));
  }

  boolean includes(String name) {
    return beginnings.stream().anyMatch(name::startsWith);
  }
}
