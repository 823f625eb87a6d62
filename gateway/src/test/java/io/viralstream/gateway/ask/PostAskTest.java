package io.viralstream.gateway.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.viralstream.gateway.AskTime;
import io.viralstream.gateway.Limits;
import io.viralstream.gateway.Pictures;
import io.viralstream.gateway.Records;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.ModelNames;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.http.BodyReader;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.images.ImageCheck;
import io.viralstream.gateway.images.ImageIntake;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.kafka.FakeOutbox;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.Finish;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Ran;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostAskTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.ofEpochSecond(100);
  private static final Duration LONG = Duration.ofMinutes(2);

  private final Vertx vertx = Vertx.vertx();
  private final BoundedWork work = new BoundedWork(vertx, 4, 8 << 20);
  private final FakeOutbox outbox = new FakeOutbox();
  private final PendingAsks pending = new PendingAsks(4);
  private final HttpClient http = HttpClient.newHttpClient();
  private URI address = URI.create("http://127.0.0.1");

  /// @param times of each question
  private void serve(AskTime times) {
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    var catalogue = new Catalogue();
    catalogue.put(Records.checkpoint("viral", 3));
    catalogue.caughtUp();
    var check = new ImageCheck(Pictures.reader(), 1);
    var images = new ImageIntake(Topics.ASK_IMAGES, check, outbox, 9, LONG, clock);
    var asks =
        new Asks(
            new ModelNames(catalogue),
            images,
            outbox,
            pending,
            () -> true,
            clock,
            () -> "q1",
            times);
    var handler =
        new PostAsk(
            vertx,
            new BodyReader(1 << 20, 1 << 20),
            work,
            new AskFormat(new BoundedJson(100_000), Limits.defaults()),
            asks,
            new Counts(new SimpleMeterRegistry()),
            clock);
    var router = Router.router(vertx);
    router.post("/v1/ask").handler(handler);
    HttpServer server =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    address = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/ask");
  }

  @AfterEach
  void stop() {
    vertx.close().await();
    work.close();
  }

  @Test
  void answersWithTheModelThatAnswered() throws Exception {
    CompletableFuture<HttpResponse<String>> reply = ask(LONG);
    answer(AnswerStatus.ANSWERED, "yes");
    assertEquals(200, reply.join().statusCode());
    assertEquals(
        JSON.readTree("{\"id\":\"q1\",\"answer\":\"yes\",\"model\":\"viral-3-abc\"}"),
        body(reply.join()));
  }

  @Test
  void sendsATaskForTheOnlyArmsNewestModelWithADeadline() throws Exception {
    CompletableFuture<HttpResponse<String>> reply = ask(LONG);
    answer(AnswerStatus.ANSWERED, "yes");
    assertEquals(200, reply.join().statusCode());
    InferTask task = outbox.sent(InferTask.class).getFirst();
    assertEquals("viral-3-abc", task.getModelVersion());
    assertEquals(Purpose.ASK, task.getPurpose());
    assertEquals(NOW.plus(LONG), task.getDeadline().orElseThrow());
    assertEquals("kafka:ask-images/0/0", task.getImage().orElseThrow().getUri());
  }

  @Test
  void saysWhyATaskFailed() throws Exception {
    CompletableFuture<HttpResponse<String>> reply = ask(LONG);
    answer(AnswerStatus.FAILED, "the picture is missing");
    assertEquals(502, reply.join().statusCode());
    assertEquals("the picture is missing", body(reply.join()).path("detail").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INVALID: image: the model takes no picture | 422 | image | image: the model takes no picture",
        "INVALID: question: prompt: nothing is asked | 422 | question | question: prompt: nothing is asked",
        "TOO_LONG: question takes 90 tokens, context 64 | 422 | question | question takes 90 tokens, context 64",
        "INVALID: decoding.maxTokens=5000 is not served | 422 | maxTokens | decoding.maxTokens=5000 is not served",
        "INVALID: prompt=x is not served | 502 | '' | INVALID: prompt=x is not served",
        "IMAGE_MISSING: image: kafka:ask-images/0/7 is not there | 502 | '' | IMAGE_MISSING: image: kafka:ask-images/0/7 is not there",
        "MODEL_MISSING: model: /data/arms/viral-3/config.json is missing | 502 | '' | MODEL_MISSING: model: … is missing",
        "INVALID: question: /data/arms/viral-3/tokenizer.json: broken | 422 | question | question: …: broken"
      })
  void saysWhichFieldAModelCannotBeAskedWithAndNoPathOfOurs(
      String failure, int status, String field, String detail) throws Exception {
    CompletableFuture<HttpResponse<String>> reply = ask(LONG);
    answer(AnswerStatus.FAILED, failure);
    assertEquals(status, reply.join().statusCode());
    assertEquals(field, body(reply.join()).path("field").asText());
    assertEquals(detail, body(reply.join()).path("detail").asText());
  }

  @Test
  void saysThatTheTimeIsOverWhereTheWorkerFindsItFirst() throws Exception {
    CompletableFuture<HttpResponse<String>> reply = ask(LONG);
    answer(AnswerStatus.FAILED, "EXPIRED: deadline 1970-01-01T00:01:40Z");
    assertEquals(504, reply.join().statusCode());
    assertEquals(
        "question q1 had no answer after " + LONG.toMillis() + " ms",
        body(reply.join()).path("detail").asText());
  }

  @Test
  void givesAQuestionTimeForTheTokensThatItAllows() throws Exception {
    var times = new AskTime(LONG, Duration.ofSeconds(1));
    CompletableFuture<HttpResponse<String>> reply =
        ask(times, "{\"question\":\"Why?\",\"maxTokens\":100}");
    answer(AnswerStatus.ANSWERED, "so");
    assertEquals(200, reply.join().statusCode());
    InferTask task = outbox.sent(InferTask.class).getFirst();
    assertEquals(NOW.plus(LONG).plusSeconds(100), task.getDeadline().orElseThrow());
  }

  @Test
  void asksWithoutAPicture() throws Exception {
    CompletableFuture<HttpResponse<String>> reply =
        ask(whole(LONG), "{\"image\":null,\"question\":\"Why?\"}");
    answer(AnswerStatus.ANSWERED, "so");
    assertEquals(200, reply.join().statusCode());
    assertTrue(outbox.sent(InferTask.class).getFirst().getImage().isEmpty());
  }

  @Test
  void refusesAFormWhosePictureHasAnotherName() throws Exception {
    serve(whole(LONG));
    String form =
        """
        --b\r
        Content-Disposition: form-data; name="question"\r
        \r
        Why?\r
        --b\r
        Content-Disposition: form-data; name="img"; filename="a.png"\r
        \r
        x\r
        --b--\r
        """;
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
    assertEquals(422, reply.statusCode());
    assertEquals("img", body(reply).path("field").asText());
  }

  @Test
  void leavesBlanksAroundAQuestionToThePrompt() throws Exception {
    CompletableFuture<HttpResponse<String>> reply =
        ask(whole(LONG), "{\"question\":\" Why? \\n\"}");
    answer(AnswerStatus.ANSWERED, "so");
    assertEquals(200, reply.join().statusCode());
    assertEquals(" Why? \n", outbox.sent(InferTask.class).getFirst().getQuestion());
  }

  @Test
  void givesUpAfterTheTimeLimitAndFreesThePlace() throws Exception {
    CompletableFuture<HttpResponse<String>> reply = ask(Duration.ofMillis(500));
    assertEquals(504, reply.join().statusCode());
    assertTrue(body(reply.join()).path("detail").asText().startsWith("question q1 had no answer"));
    assertEquals(0, pending.waiting());
  }

  @Test
  void takesTheImageMarkerOutOfTheQuestion() throws Exception {
    CompletableFuture<HttpResponse<String>> unused =
        ask(
            whole(LONG),
            "{\"image\":\"" + Pictures.dataUrl(1) + "\",\"question\":\"<image>\\nIs it red?\"}");
    assertEquals("Is it red?", outbox.sent(InferTask.class).getFirst().getQuestion());
  }

  private CompletableFuture<HttpResponse<String>> ask(Duration limit) throws InterruptedException {
    return ask(
        whole(limit), "{\"image\":\"" + Pictures.dataUrl(1) + "\",\"question\":\"Is it red?\"}");
  }

  /// Whatever number of tokens is allowed.
  private static AskTime whole(Duration limit) {
    return new AskTime(limit, Duration.ZERO);
  }

  private CompletableFuture<HttpResponse<String>> ask(AskTime times, String body)
      throws InterruptedException {
    serve(times);
    HttpRequest request =
        HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(body)).build();
    CompletableFuture<HttpResponse<String>> reply =
        http.sendAsync(request, BodyHandlers.ofString());
    while (outbox.sent(InferTask.class).isEmpty() && !reply.isDone()) Thread.sleep(5);
    return reply;
  }

  private void answer(AnswerStatus status, String text) {
    boolean answered = status == AnswerStatus.ANSWERED;
    Answer answer =
        Answer.newBuilder()
            .setId("q1")
            .setPurpose(Purpose.ASK)
            .setModelVersion("viral-3-abc")
            .setStatus(status)
            .setText(answered ? text : "")
            .setFailure(answered ? null : text)
            .setPromptTokens(1)
            .setCompletionTokens(1)
            .setFinish(Finish.STOP)
            .setRan(new Ran(1, "float32", "cpu", false))
            .setQuestion("Is it red?")
            .setAskedAt(NOW)
            .setAt(NOW)
            .setComputeMillis(1)
            .build();
    pending.answer("q1", () -> answer);
  }

  private static JsonNode body(HttpResponse<String> response) throws java.io.IOException {
    return JSON.readTree(response.body());
  }
}
