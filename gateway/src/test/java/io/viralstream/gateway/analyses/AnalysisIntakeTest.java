package io.viralstream.gateway.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.viralstream.gateway.Limits;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.batch.Intake.Arrival;
import io.viralstream.gateway.batch.Intake.Sent;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.FakeOutbox;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Analysis;
import io.viralstream.schemas.avro.AnalysisFigure;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisIntakeTest {
  private static final String HASH = "a".repeat(64);
  private static final String FIGURE = "{'measure':'cosine','value':1}";

  private final FakeOutbox outbox = new FakeOutbox();
  private final AnalysisIntake intake =
      new AnalysisIntake(
          Limits.defaults(),
          new TopicSerdes(new LocalSchemaIds()).of(Topics.ANALYSES),
          outbox,
          Clock.fixed(Instant.ofEpochSecond(9), ZoneOffset.UTC));

  @Test
  void writesAnItemWithItsFiguresInTheirOrder() throws Exception {
    Sent sent =
        receive(
                document(
                        "{'measure':'entropy','layer':10,'head':0,'reason':'no component'},"
                            + "{'measure':'entropy','layer':9,'head':1,'value':0.5},"
                            + "{'measure':'cosine','value':-2.5e-3}")
                    .put("picture", HASH)
                    .put("answer", " yes"))
            .send();

    assertEquals(HASH + "/17", sent.id());
    assertEquals(Optional.of("17"), sent.clientId());
    Analysis analysis = outbox.sent(Analysis.class).getFirst();
    assertEquals("viral-8-abc", analysis.getModel());
    assertEquals(Optional.of(HASH), analysis.getPicture());
    assertEquals(Optional.of(" yes"), analysis.getAnswer());
    assertEquals(Instant.ofEpochSecond(9), analysis.getAt());
    assertEquals(
        List.of(
            new AnalysisFigure("cosine", null, null, -0.0025, null),
            new AnalysisFigure("entropy", 9, 1, 0.5, null),
            new AnalysisFigure("entropy", 10, 0, null, "no component")),
        analysis.getFigures());
  }

  @Test
  void sendsNothingBeforeItsTurn() throws Exception {
    Arrival unused = receive(document(FIGURE));

    assertEquals(List.of(), outbox.sent(Analysis.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'measure':'cosine'}                          | figures[0]: expected a value or a reason, and not both",
        "{'measure':'cosine','value':1,'reason':'r'}   | figures[0]: expected a value or a reason, and not both",
        "{'measure':'cosine','value':'1'}              | figures[0].value: expected a number",
        "{'measure':'cosine','value':1e999}            | figures[0].value: expected a number that 64 bits hold",
        "{'measure':'a b','value':1}                   | figures[0].measure: does not match [A-Za-z0-9._-]{1,64}",
        "{'value':1}                                   | figures[0].measure: missing",
        "{'measure':'cosine','layer':-1,'value':1}     | figures[0].layer: is -1, expected 0 to 10000",
        "{'measure':'cosine','layer':1.5,'value':1}    | figures[0].layer: expected an integer from 0 to 10000",
        "{'measure':'cosine','head':1,'value':1}       | figures[0].head: a head without a layer",
        "{'measure':'cosine','reason':' '}             | figures[0].reason: is blank"
      })
  void namesWhatIsWrongWithAFigure(String figure, String why) throws Exception {
    assertEquals(why, refusal(document(figure)).detail());
  }

  @Test
  void namesAFigureThatIsThereTwice() throws Exception {
    String twice =
        "{'measure':'entropy','layer':3,'head':1,'value':1},"
            + FIGURE
            + ",{'measure':'entropy','layer':3,'head':1,'reason':'r'}";

    Problem problem = refusal(document(twice));

    assertEquals(Optional.of("figures"), problem.field());
    assertEquals("figures: entropy at layer 3, head 1 is there twice", problem.detail());
  }

  @ParameterizedTest
  @CsvSource({"analysis", "model", "modelHash", "data", "item", "question", "settings", "figures"})
  void namesWhatIsMissing(String field) throws Exception {
    ObjectNode document = document(FIGURE);
    document.remove(field);

    assertEquals(Optional.of(field), refusal(document).field());
  }

  @ParameterizedTest
  @CsvSource({"analysis", "modelHash", "picture"})
  void takesNoOtherIdThanAHash(String field) throws Exception {
    Problem problem = refusal(document(FIGURE).put(field, "A".repeat(64)));

    assertEquals(field + ": does not match [0-9a-f]{64}", problem.detail());
  }

  @Test
  void refusesAnItemWithoutFigures() throws Exception {
    assertEquals("figures: has 0 elements, expected 1 to 100000", refusal(document("")).detail());
  }

  @Test
  void refusesARecordThatIsLargerThanTheTopicTakes() throws Exception {
    String many =
        IntStream.range(0, 80_000)
            .mapToObj(
                i -> "{'measure':'m','layer':%d,'head':%d,'value':1}".formatted(i / 100, i % 100))
            .collect(Collectors.joining(","));

    Problem problem = refusal(document(many));

    assertEquals(ProblemKind.TOO_LARGE, problem.kind());
    assertEquals(Optional.of("figures"), problem.field());
    assertTrue(problem.detail().endsWith("expected at most 1046528"), problem.detail());
  }

  private Arrival receive(ObjectNode document) {
    return intake.receive(json(document), Attachments.none());
  }

  private Problem refusal(ObjectNode document) {
    Problem problem = Refusals.of(() -> receive(document));
    assertEquals(List.of(), outbox.sent(Analysis.class));
    return problem;
  }

  /// @param figures with single quotes for double ones
  private static ObjectNode document(String figures) throws Exception {
    ObjectNode document =
        new ObjectMapper()
            .createObjectNode()
            .put("analysis", HASH)
            .put("model", "viral-8-abc")
            .put("modelHash", "b".repeat(64))
            .put("data", "scenes")
            .put("item", "17")
            .put("question", "")
            .put("settings", "{\"k\":10}");
    document.putRawValue("figures", new RawValue("[" + figures.replace('\'', '"') + "]"));
    return document;
  }

  private static Field json(ObjectNode document) {
    return new BoundedJson(20_000).read(document.toString().getBytes(StandardCharsets.UTF_8));
  }
}
