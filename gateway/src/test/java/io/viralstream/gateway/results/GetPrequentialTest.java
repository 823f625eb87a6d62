package io.viralstream.gateway.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.TimedHandler;
import io.viralstream.metrics.read.PrequentialCurves;
import io.viralstream.metrics.read.PrequentialCurves.Averages;
import io.viralstream.metrics.read.PrequentialCurves.Curve;
import io.viralstream.metrics.read.PrequentialCurves.Point;
import io.viralstream.metrics.read.PrequentialQuery;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetPrequentialTest {
  private static final PrequentialCurves FOUND =
      new PrequentialCurves(
          600_000,
          500_000,
          52,
          List.of(
              new Curve(
                  "feed",
                  "scenes",
                  7,
                  List.of(new Point(7, 12, 3, new Averages(.5, 1.25), new Averages(.25, 1.5))))));

  private final Vertx vertx = Vertx.vertx();
  private final BoundedWork work = new BoundedWork(vertx, 4);
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<PrequentialQuery> asked = new CopyOnWriteArrayList<>();
  private URI address = URI.create("http://127.0.0.1");

  @BeforeEach
  void serve() {
    var router = Router.router(vertx);
    var handler =
        new TimedHandler(
            "/v1/prequential",
            new GetPrequential(work, this::find),
            new Counts(new SimpleMeterRegistry()));
    router.get("/v1/prequential").handler(handler);
    HttpServer server =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    address = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/prequential");
  }

  @AfterEach
  void stop() {
    vertx.close().await();
    work.close();
  }

  @Test
  void answersWithCurvesAndWhatTheyLeaveOut() throws Exception {
    String body = get("?arm=viral&window=5&fading=0.5").body();

    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"arm":"viral","window":5,"fading":0.5,"samples":600000,"earlierLeftOut":100000,
                "smallerLeftOut":51,"curves":[{"kind":"feed","name":"scenes","samples":7,"points":[
                {"sample":7,"taskOffset":12,"step":3,"windowed":{"exactMatch":0.5,"lm":1.25},
                "fading":{"exactMatch":0.25,"lm":1.5}}]}]}
                """),
        new ObjectMapper().readTree(body));
  }

  @Test
  void asksForWhatTheAddressSays() throws Exception {
    get("?arm=viral&feed=f&category=red%20things&window=5&fading=.5&points=9");

    assertEquals(
        List.of(
            new PrequentialQuery("viral", Optional.of("f"), Optional.of("red things"), 5, .5, 9)),
        asked);
  }

  @Test
  void hasAWindowOf200AndAFactorOf99HundredthsWhereNothingIsSaid() throws Exception {
    get("?arm=viral");

    assertEquals(
        List.of(new PrequentialQuery("viral", Optional.empty(), Optional.empty(), 200, .99, 100)),
        asked);
  }

  @ParameterizedTest
  @CsvSource({
    "'', arm: missing",
    "?arm=viral&window=0, window: is not between 1 and 100000",
    "?arm=viral&points=1001, points: is not between 1 and 1000",
    "?arm=viral&fading=0, fading: is not above 0 and at most 1",
    "?arm=viral&fading=NaN, fading: is not above 0 and at most 1",
    "?arm=viral&fading=slow, fading: is not a number"
  })
  void refusesByName(String query, String why) throws Exception {
    HttpResponse<String> reply = get(query);

    assertEquals(400, reply.statusCode());
    assertTrue(reply.body().contains(why), reply.body());
    assertEquals(List.of(), asked);
  }

  private PrequentialCurves find(PrequentialQuery query) {
    asked.add(query);
    return FOUND;
  }

  private HttpResponse<String> get(String query) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address + query)).build(), BodyHandlers.ofString());
  }
}
