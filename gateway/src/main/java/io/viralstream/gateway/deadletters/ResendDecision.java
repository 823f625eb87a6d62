package io.viralstream.gateway.deadletters;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.avro.DeadLetter;

/// What may become of a dead letter that is to be sent again.
sealed interface ResendDecision {

  /// It can be written to its step's input.
  ///
  /// @param value the original bytes, unless its picture is elsewhere now
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Ready(DeadLetter letter, Topic<?> input, byte[] value) implements ResendDecision {}

  /// It cannot, for a reason that a person can act on.
  record Refused(String id, Refusal why, String detail) implements ResendDecision {}
}
