package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/// The rows of a listing that the gateway gives page by page, one after the other.
///
/// Memory holds one page.
///
/// @param <T> what a row is
public final class Pages<T> {
  private final Source source;
  private final String rows;
  private final Function<JsonNode, T> reading;
  private final Deque<T> page = new ArrayDeque<>();
  private Optional<String> after = Optional.empty();
  private boolean last;

  /// Asks for one page.
  @FunctionalInterface
  interface Source {
    /// @param after the last id of the page before; empty for the first
    JsonNode page(Optional<String> after) throws InterruptedException;
  }

  /// @param rows the member of a page that holds its rows
  Pages(Source source, String rows, Function<JsonNode, T> reading) {
    this.source = source;
    this.rows = rows;
    this.reading = reading;
  }

  /// The next row; empty behind the last.
  public Optional<T> next() throws InterruptedException {
    while (page.isEmpty() && !last) turn();
    return Optional.ofNullable(page.poll());
  }

  private void turn() throws InterruptedException {
    JsonNode json = source.page(after);
    json.path(rows).forEach(row -> page.add(reading.apply(row)));
    after = Optional.of(json.path("next")).filter(JsonNode::isTextual).map(JsonNode::asText);
    last = after.isEmpty();
  }
}
