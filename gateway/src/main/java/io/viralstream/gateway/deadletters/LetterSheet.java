package io.viralstream.gateway.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One dead letter with all that a person may want to know of it.
///
/// @param key null where the record had none
/// @param before the letter that this record already was, where it had been sent again
/// @param record the original record, where it can be read
/// @param unreadable why it cannot be, else null
/// @param hex the beginning of the original value
/// @param resendable whether it could be sent again now; it is null where it was sent again
record LetterSheet(
    LetterView letter,
    @Nullable String key,
    List<HeaderView> headers,
    @Nullable String before,
    @Nullable JsonNode record,
    @Nullable String unreadable,
    String hex,
    @Nullable ResendableView resendable) {

  /// One header of the original record, as text.
  record HeaderView(String key, String value) {}

  /// @param why and detail are null where it can be sent
  record ResendableView(boolean possible, @Nullable Refusal why, @Nullable String detail) {
    static ResendableView of(ResendDecision decision) {
      return switch (decision) {
        case ResendDecision.Ready ready -> new ResendableView(true, null, null);
        case ResendDecision.Refused(var id, var why, var detail) ->
            new ResendableView(false, why, detail);
      };
    }
  }
}
