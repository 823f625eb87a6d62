package io.viralstream.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.Reply;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `GET /livez`: 200 where the event loop turns and all that the process does by itself goes on;
/// 503 with the reason where only another process may help.
public final class Livez implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LiveView(boolean live, @Nullable String reason) {}

  private final Supplier<Optional<String>> fault;

  /// @param fault why the process should be replaced; does not block
  public Livez(Supplier<Optional<String>> fault) {
    this.fault = fault;
  }

  @Override
  public void handle(RoutingContext context) {
    Optional<String> found = fault.get();
    Reply.json(
        context,
        found.isEmpty() ? OK : UNAVAILABLE,
        new LiveView(found.isEmpty(), found.orElse(null)));
  }
}
