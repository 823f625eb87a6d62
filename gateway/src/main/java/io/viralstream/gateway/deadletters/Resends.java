package io.viralstream.gateway.deadletters;

import io.viralstream.schemas.avro.Resend;
import java.util.List;

/// Sends dead letters again, each once for all time however many clients ask.
@FunctionalInterface
interface Resends {
  /// Writes those that were never written again and says of all what they became. Blocks: not for
  /// the event loop.
  List<Outcome> send(List<ResendDecision.Ready> letters);

  /// What became of one letter.
  ///
  /// @param now whether this call sent it, rather than an earlier one
  record Outcome(Resend resend, boolean now) {}
}
