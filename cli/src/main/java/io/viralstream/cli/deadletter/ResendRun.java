package io.viralstream.cli.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.DeadLetterQuery;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import java.util.List;

/// Has letters sent again in as many requests as it takes; each is bounded by the gateway.
public final class ResendRun {
  private static final int PAGE = 100;

  private final Gateway gateway;
  private final Console console;
  private final boolean dryRun;

  public ResendRun(Gateway gateway, Console console, boolean dryRun) {
    this.gateway = gateway;
    this.console = console;
    this.dryRun = dryRun;
  }

  public ResendCounts letters(List<String> ids) throws InterruptedException {
    var counts = new ResendCounts(dryRun);
    try (Progress progress = console.progress("resend", ids.size())) {
      for (int from = 0; from < ids.size(); from += PAGE) {
        ObjectNode request = request();
        ArrayNode named = request.putArray("ids");
        ids.subList(from, Math.min(ids.size(), from + PAGE)).forEach(named::add);
        counts.add(gateway.resend(request));
        progress.at(counts.done(), "");
      }
    }
    return counts;
  }

  /// Every letter that a query selects and that was not sent again when this began.
  public ResendCounts selection(DeadLetterQuery query) throws InterruptedException {
    var counts = new ResendCounts(dryRun);
    try (Progress progress = console.progress("resend", unsent(query))) {
      ObjectNode request = request();
      request.setAll(query.json());
      if (query.isEmpty()) request.put("all", true);
      JsonNode reply;
      do {
        reply = gateway.resend(request);
        counts.add(reply);
        progress.at(counts.done(), "");
        request.set("cursor", reply.path("cursor"));
      } while (reply.path("cursor").isTextual());
    }
    return counts;
  }

  private long unsent(DeadLetterQuery query) throws InterruptedException {
    long letters = 0;
    for (JsonNode kind : gateway.deadLetters(query, 1).path("counts"))
      letters += kind.path("letters").asLong() - kind.path("resent").asLong();
    return letters;
  }

  private ObjectNode request() {
    return JsonNodeFactory.instance.objectNode().put("dryRun", dryRun);
  }
}
