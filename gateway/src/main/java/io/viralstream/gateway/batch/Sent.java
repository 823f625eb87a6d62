package io.viralstream.gateway.batch;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// A record that was sent and waits for its acknowledgement.
///
/// @param clientId the id that the client gave it, if any
/// @param note what of it was taken otherwise than it was sent, if anything
public record Sent(
    String id,
    Optional<String> clientId,
    Optional<String> note,
    CompletionStage<?> acknowledgement) {
  /// A record that was taken as it was sent.
  public Sent(String id, Optional<String> clientId, CompletionStage<?> acknowledgement) {
    this(id, clientId, Optional.empty(), acknowledgement);
  }
}
