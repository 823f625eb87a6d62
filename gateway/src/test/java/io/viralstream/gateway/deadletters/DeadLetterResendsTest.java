package io.viralstream.gateway.deadletters;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.deadletters.LetterView.LettersView;
import io.viralstream.gateway.deadletters.ResendsView.OutcomeView;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.Places;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.LetterFilter;
import io.viralstream.metrics.read.StoredLetter;
import io.viralstream.metrics.read.StoredLetter.RecordPlace;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Resend;
import io.viralstream.schemas.avro.Step;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadLetterResendsTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);

  private final FakeRows rows = new FakeRows();
  private final Map<Long, byte[]> log = new HashMap<>();
  private final List<String> sent = new ArrayList<>();
  private final DeadLetterResends resends =
      new DeadLetterResends(
          rows,
          FakePlaces::new,
          new LetterFiles(Letters.SERDES, places -> Optional::of),
          this::send,
          CLOCK);

  @Test
  void listsPageAfterPageNewestFirst() {
    for (long offset = 1; offset <= 3; offset++) put(Letters.end(offset));

    LettersView first = resends.list(LetterFilter.ALL, Optional.empty(), 2);
    LettersView second = resends.list(LetterFilter.ALL, Optional.ofNullable(first.cursor()), 2);

    assertEquals(List.of("route/samples/1/3", "route/samples/1/2"), ids(first));
    assertEquals(List.of("route/samples/1/1"), ids(second));
    assertNull(second.cursor());
  }

  @Test
  void keepsLettersOutOfLaterPagesThatCameAfterTheFirst() {
    for (long offset = 1; offset <= 3; offset++) put(Letters.end(offset));
    String cursor = selected("{\"all\":true,\"limit\":2}").cursor();
    put(Letters.end(2_000));

    ResendsView last = selected("{\"all\":true,\"limit\":2,\"cursor\":\"" + cursor + "\"}");

    assertEquals(1, last.sent());
    assertNull(last.cursor());
  }

  @Test
  void sendsASelectionOldestFirst() {
    for (long offset = 3; offset >= 1; offset--) put(Letters.end(offset));

    selected("{\"step\":\"route\"}");

    assertEquals(List.of("route/samples/1/1", "route/samples/1/2", "route/samples/1/3"), sent);
  }

  @Test
  void sendsNothingInADryRunAndSaysWhatWouldBe() {
    put(Letters.end(1));
    put(Letters.letter(Step.ROUTE, "samples", new byte[] {9}));

    ResendsView view = selected("{\"all\":true,\"dryRun\":true}");

    assertEquals(
        List.of("ready", "refused"), view.letters().stream().map(OutcomeView::state).toList());
    assertEquals(List.of(), sent);
  }

  @Test
  void saysOfEachNamedLetterWhatBecameOfIt() {
    put(Letters.end(1));
    DeadLetter before = Letters.end(2);
    rows.put(Letters.row(before, Optional.of(sentBefore())));

    ResendsView view =
        selected("{\"ids\":[\"route/samples/1/2\",\"nobody/x/0/0\",\"route/samples/1/1\"]}");

    assertEquals(
        List.of("already-sent", "refused", "sent"),
        view.letters().stream().map(OutcomeView::state).toList());
    assertEquals(Refusal.VANISHED, view.letters().get(1).why());
    assertEquals(1, view.sent());
  }

  @Test
  void refusesOneLetterWithAProblemThatNamesWhy() {
    put(Letters.letter(Step.ROUTE, "samples", new byte[] {9}));

    Problem problem = Refusals.of(() -> resends.resend("route/samples/1/17", false));

    assertEquals(ProblemKind.NOT_RESENDABLE, problem.kind());
    assertTrue(problem.detail().startsWith("still-undecodable: "), problem.detail());
  }

  @Test
  void knowsNoLetterOfAnotherId() {
    assertEquals(ProblemKind.NOT_FOUND, Refusals.of(() -> resends.show("route/x/0/1")).kind());
    assertEquals(
        ProblemKind.NOT_FOUND, Refusals.of(() -> resends.resend("route/x/0/1", false)).kind());
  }

  @Test
  void showsTheRecordItsHeadersAndWhetherItCanBeSentAgain() {
    put(Letters.end(3));

    LetterSheet sheet = resends.show("route/samples/1/3");

    assertEquals("feed-3", requireNonNull(sheet.record()).path("feed").asText());
    assertEquals("CLIENT", requireNonNull(sheet.record()).at("/end/reason").asText());
    assertEquals("t·", sheet.headers().getFirst().value());
    assertEquals("key", sheet.key());
    assertTrue(requireNonNull(sheet.resendable()).possible());
  }

  @Test
  void showsTheBytesOfWhatIsNoRecordAndWhyItIsNone() {
    put(Letters.letter(Step.ROUTE, "samples", new byte[] {9, 27, 65}));

    LetterSheet sheet = resends.show("route/samples/1/17");

    assertNull(sheet.record());
    assertEquals("not framed with a schema id", sheet.unreadable());
    assertEquals("091b41", sheet.hex());
    assertFalse(requireNonNull(sheet.resendable()).possible());
    assertEquals(Refusal.STILL_UNDECODABLE, requireNonNull(sheet.resendable()).why());
  }

  @Test
  void showsALetterWhoseBytesAreGone() {
    rows.put(Letters.row(Letters.end(3)));

    assertEquals(Refusal.VANISHED, why("route/samples/1/3"));
  }

  @Test
  void takesNoOtherLetterForTheOneInTheRow() {
    rows.put(Letters.row(Letters.end(3)));
    log.put(3L, Letters.bytes(Topics.DEAD_LETTERS, Letters.end(4)));

    assertEquals(Refusal.VANISHED, why("route/samples/1/3"));
  }

  private static StoredLetter.Sent sentBefore() {
    return new StoredLetter.Sent(new RecordPlace("samples", 1, 40), Instant.EPOCH);
  }

  private Refusal why(String id) {
    return requireNonNull(requireNonNull(resends.show(id).resendable()).why());
  }

  private ResendsView selected(String document) {
    Field json = new BoundedJson(1_000).read(document.getBytes(StandardCharsets.UTF_8));
    return resends.resend(ResendRequest.read(json));
  }

  private List<Resends.Outcome> send(List<ResendDecision.Ready> letters) {
    letters.forEach(ready -> sent.add(ready.letter().getId()));
    return letters.stream()
        .map(ready -> ready.letter().getId())
        .map(id -> new Resend(id, new Origin("samples", 1, 40L), CLOCK.instant()))
        .map(resend -> new Resends.Outcome(resend, true))
        .toList();
  }

  private void put(DeadLetter letter) {
    rows.put(Letters.row(letter));
    log.put(letter.getOrigin().getOffset(), Letters.bytes(Topics.DEAD_LETTERS, letter));
  }

  private static List<String> ids(LettersView view) {
    return view.letters().stream().map(LetterView::id).toList();
  }

  /// `dead-letters` in memory, by offset.
  private final class FakePlaces implements Places {
    @Override
    public Optional<byte[]> value(String topic, int partition, long offset) {
      return Optional.ofNullable(log.get(offset));
    }

    @Override
    public void close() {}
  }
}
