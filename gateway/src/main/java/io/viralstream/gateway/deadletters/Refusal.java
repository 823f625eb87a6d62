package io.viralstream.gateway.deadletters;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a dead letter cannot be sent again now, by name.
enum Refusal {
  /// Neither the letter nor its row is there any more.
  VANISHED,
  /// Its origin is no input of its step that this version knows.
  UNKNOWN_INPUT,
  /// Its origin keeps the newest record of each key: an older one would take a newer one's place.
  TABLE,
  /// A live question: the client that asked it has had an answer or has gone.
  ASKER_GONE,
  /// The letter holds no value: it was too large for a letter, or the record had none.
  NO_BYTES,
  /// With its headers it is larger than its topic takes, or its outcome is.
  TOO_LARGE,
  /// The bytes are still no record of their topic.
  STILL_UNDECODABLE,
  /// Its picture is not where it says, and nobody has sent it to this gateway since.
  IMAGE_GONE;

  /// `image-gone`.
  @JsonValue
  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
