package io.viralstream.gateway.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.viralstream.gateway.deadletters.LetterView.PlaceView;
import io.viralstream.schemas.avro.Resend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of the letters of one request.
///
/// @param dryRun nothing was sent: `letters` says what would be
/// @param cursor where the next page of the selection begins; absent on the last
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResendsView(
    boolean dryRun,
    int sent,
    int already,
    int refused,
    List<OutcomeView> letters,
    @Nullable String cursor) {

  /// One letter.
  ///
  /// @param state `sent`, `already-sent`, `refused`, or in a dry run `ready`
  /// @param became and at where it was sent, why and detail where it was refused
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OutcomeView(
      String id,
      String state,
      @Nullable PlaceView became,
      @Nullable String at,
      @Nullable Refusal why,
      @Nullable String detail) {

    static OutcomeView of(Resends.Outcome outcome) {
      Resend resend = outcome.resend();
      return new OutcomeView(
          resend.getId(),
          outcome.now() ? SENT : ALREADY,
          PlaceView.of(resend.getBecame()),
          resend.getAt().toString(),
          null,
          null);
    }

    static OutcomeView ready(ResendDecision.Ready ready) {
      return new OutcomeView(ready.letter().getId(), "ready", null, null, null, null);
    }

    static OutcomeView of(ResendDecision.Refused refused) {
      return new OutcomeView(
          refused.id(), REFUSED, null, null, refused.why(), Excerpt.cut(refused.detail(), 1_000));
    }

    static OutcomeView already(String id, LetterView.SentView sent) {
      return new OutcomeView(id, ALREADY, sent.became(), sent.at(), null, null);
    }
  }

  private static final String SENT = "sent";
  private static final String ALREADY = "already-sent";
  private static final String REFUSED = "refused";

  static ResendsView of(boolean dryRun, List<OutcomeView> letters, @Nullable String cursor) {
    return new ResendsView(
        dryRun,
        count(letters, SENT),
        count(letters, ALREADY),
        count(letters, REFUSED),
        letters,
        cursor);
  }

  private static int count(List<OutcomeView> letters, String state) {
    return (int) letters.stream().filter(letter -> letter.state().equals(state)).count();
  }
}
