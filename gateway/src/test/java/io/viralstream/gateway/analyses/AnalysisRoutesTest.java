package io.viralstream.gateway.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.TimedHandler;
import io.viralstream.metrics.read.AnalysisRows;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisRoutesTest {
  private static final String ID = "a".repeat(64);
  private static final AnalysisRows.FigureKey MARGIN =
      new AnalysisRows.FigureKey("margin", OptionalInt.empty(), OptionalInt.empty());
  private static final AnalysisRows.FigureKey ENTROPY =
      new AnalysisRows.FigureKey("entropy", OptionalInt.of(3), OptionalInt.of(1));

  private final Vertx vertx = Vertx.vertx();
  private final BoundedWork work = new BoundedWork(vertx, 4);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Stored rows = new Stored();
  private URI address = URI.create("http://127.0.0.1");

  /// One analysis with two measures of one item, which remembers what it was asked.
  private static final class Stored implements AnalysisRows {
    private final List<String> asked = new ArrayList<>();

    @Override
    public synchronized List<StoredAnalysis> analyses(
        AnalysisFilter filter, String after, int most) {
      asked.add(filter + " after " + after);
      return after.isEmpty() ? List.of(analysis()) : List.of();
    }

    @Override
    public Optional<StoredAnalysis> find(String id) {
      return id.equals(ID) ? Optional.of(analysis()) : Optional.empty();
    }

    @Override
    public synchronized List<MeasureMean> means(String id, Optional<FigureKey> after, int most) {
      asked.add("means after " + after);
      return List.of(
              new MeasureMean(ENTROPY, 3, 2, OptionalDouble.of(.5), List.of(new Missing("r", 1))),
              new MeasureMean(MARGIN, 3, 0, OptionalDouble.empty(), List.of()))
          .subList(0, Math.min(2, most));
    }

    @Override
    public synchronized List<StoredFigure> figures(
        String id, Optional<String> measure, Optional<FigurePlace> after, int most) {
      asked.add(measure + " figures after " + after);
      return List.of(
              new StoredFigure("a/b", ENTROPY, OptionalDouble.empty(), Optional.of("r")),
              new StoredFigure("a/b", MARGIN, OptionalDouble.of(1.5), Optional.empty()))
          .subList(0, Math.min(2, most));
    }

    private static StoredAnalysis analysis() {
      return new StoredAnalysis(ID, "m", "b".repeat(64), "scenes", "k=10", 3, Instant.EPOCH);
    }
  }

  @BeforeEach
  void serve() {
    var router = Router.router(vertx);
    on(router, "/v1/analyses", new GetAnalyses(work, rows));
    on(router, "/v1/analyses/:id", new GetAnalysis(work, rows));
    on(router, "/v1/analyses/:id/figures", new GetFigures(work, rows));
    HttpServer server =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    address = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/analyses");
  }

  private static void on(Router router, String path, Handler<RoutingContext> handler) {
    router
        .get(path)
        .handler(new TimedHandler(path, handler, new Counts(new SimpleMeterRegistry())));
  }

  @AfterEach
  void stop() {
    vertx.close().await();
    work.close();
  }

  @Test
  void listsAnalyses() throws Exception {
    assertEquals(
        json("{'analyses':[%s],'next':null}".formatted(analysis())),
        json(get("?model=m&data=sc%20enes").body()));
    assertEquals(
        List.of("AnalysisFilter[model=Optional[m], data=Optional[sc enes]] after "), rows.asked);
  }

  @Test
  void tellsAnAnalysisByMeasureLayerAndHead() throws Exception {
    assertEquals(
        json(
            """
            {'analysis':%s,'measures':[
            {'measure':'entropy','layer':3,'head':1,'items':3,'values':2,'mean':0.5,
            'missing':[{'reason':'r','items':1}]},
            {'measure':'margin','layer':null,'head':null,'items':3,'values':0,'mean':null,
            'missing':[]}],'next':null}
            """
                .formatted(analysis())),
        json(get("/" + ID).body()));
  }

  @Test
  void tellsTheFiguresOfEachItem() throws Exception {
    assertEquals(
        json(
            """
            {'figures':[
            {'item':'a/b','measure':'entropy','layer':3,'head':1,'value':null,'reason':'r'},
            {'item':'a/b','measure':'margin','layer':null,'head':null,'value':1.5,'reason':null}],
            'next':null}
            """),
        json(get("/" + ID + "/figures?measure=entropy").body()));
    assertEquals(List.of("Optional[entropy] figures after Optional.empty"), rows.asked);
  }

  @Test
  void aFullPageSaysWhereTheNextBeginsAndThatIsTakenBack() throws Exception {
    String means = json(get("/" + ID + "?limit=2").body()).path("next").asText();
    String figures = json(get("/" + ID + "/figures?limit=1").body()).path("next").asText();
    assertEquals("margin/-/-", means);
    assertEquals("entropy/3/1/a/b", figures);
    rows.asked.clear();

    assertEquals(200, get("/" + ID + "?after=" + means).statusCode());
    assertEquals(200, get("/" + ID + "/figures?after=" + figures).statusCode());

    assertEquals(
        List.of(
            "means after Optional[" + MARGIN + "]",
            "Optional.empty figures after Optional["
                + new AnalysisRows.FigurePlace("a/b", ENTROPY)
                + "]"),
        rows.asked);
  }

  @Test
  void knowsNothingOfAnotherId() throws Exception {
    for (String path : List.of("", "/figures"))
      assertEquals(404, get("/" + "f".repeat(64) + path).statusCode());
    assertEquals(List.of(), rows.asked);
  }

  @ParameterizedTest
  @CsvSource({
    "?after=x, after: does not match",
    "?limit=1001, limit: is not between 1 and 1000",
    "/x, id: does not match",
    "/ID?after=entropy, after: does not match",
    "/ID/figures?after=entropy/3/1, after: does not match",
    "/ID/figures?measure=a/b, measure: does not match"
  })
  void refusesByName(String path, String why) throws Exception {
    HttpResponse<String> reply = get(path.replace("ID", ID));

    assertEquals(400, reply.statusCode());
    assertTrue(reply.body().contains(why), reply.body());
    assertEquals(List.of(), rows.asked);
  }

  private static String analysis() {
    return """
    {'id':'%s','model':'m','modelHash':'%s','data':'scenes','settings':'k=10','items':3,
    'at':'1970-01-01T00:00:00Z'}
    """
        .formatted(ID, "b".repeat(64));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
  }
}
