package io.viralstream.metrics.write;

/// How the sink is.
public sealed interface SinkState {

  /// It has joined no group yet.
  record Starting() implements SinkState {}

  /// It stores what comes.
  record Running() implements SinkState {}

  /// ClickHouse, Kafka or the registry is away; it tries again and has lost nothing.
  record Waiting(String reason) implements SinkState {}

  /// It was closed.
  record Stopped() implements SinkState {}

  /// A bug or a lost permission ended it.
  record Failed(Throwable cause) implements SinkState {}

  default boolean ready() {
    return this instanceof Running;
  }
}
