package io.viralstream.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.problem.Finding;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;

/// Writes replies: records as JSON, failures as problems.
public final class Reply {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RETRY_SECONDS = "1";

  private Reply() {}

  /// @param view a record whose components are the members of the JSON object
  public static void json(RoutingContext context, int status, Record view) {
    send(context, status, "application/json", view);
  }

  public static void failure(RoutingContext context, Throwable failure) {
    problem(context, Finding.logged(failure));
  }

  public static void problem(RoutingContext context, Problem problem) {
    if (problem.kind() == ProblemKind.UNAVAILABLE)
      context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    send(context, problem.kind().status(), "application/problem+json", problem.view());
  }

  private static void send(RoutingContext context, int status, String type, Record view) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) return;
    closeWhereTheBodyWasNotRead(context);
    response.setStatusCode(status);
    write(context, type, bytes(view));
  }

  /// Text as it is, with status 200.
  public static void text(RoutingContext context, String type, String text) {
    write(context, type, Buffer.buffer(text));
  }

  /// The length is said to those as well who ask for the head alone.
  private static void write(RoutingContext context, String type, Buffer body) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
        .end(body);
  }

  /// The rest of a refused body is not read: the connection ends with the reply.
  private static void closeWhereTheBodyWasNotRead(RoutingContext context) {
    HttpServerRequest request = context.request();
    boolean announced =
        request.headers().contains(HttpHeaders.CONTENT_LENGTH)
            || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    if (announced && !request.isEnded())
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
  }

  private static Buffer bytes(Record view) {
    try {
      return Buffer.buffer(JSON.writeValueAsBytes(view));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a reply cannot be written as JSON", e);
    }
  }
}
