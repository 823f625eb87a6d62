package io.viralstream.gateway.batch;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// A record that was sent and waits for its acknowledgement.
///
/// @param clientId the id that the client gave it, if any
public record Sent(String id, Optional<String> clientId, CompletionStage<?> acknowledgement) {}
