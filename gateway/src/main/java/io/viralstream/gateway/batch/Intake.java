package io.viralstream.gateway.batch;

import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.json.Field;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What to do with the records of a batch, by their kind.
@FunctionalInterface
public interface Intake {
  /// Reads one record and starts its picture on its way.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where it is not taken
  Arrival receive(Field document, Attachments files);

  /// A record that was sent and waits for its acknowledgement.
  ///
  /// @param clientId the id that the client gave it, if any
  /// @param note what of it was taken otherwise than it was sent, if anything
  record Sent(
      String id,
      Optional<String> clientId,
      Optional<String> note,
      CompletionStage<?> acknowledgement) {
    /// A record that was taken as it was sent.
    public Sent(String id, Optional<String> clientId, CompletionStage<?> acknowledgement) {
      this(id, clientId, Optional.empty(), acknowledgement);
    }
  }

  /// A record that was read and found good, its picture on the way into the log.
  @FunctionalInterface
  interface Arrival {
    /// Waits for the picture and sends the record that refers to it.
    Sent send();
  }
}
