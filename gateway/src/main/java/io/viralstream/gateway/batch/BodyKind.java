package io.viralstream.gateway.batch;

import io.viralstream.gateway.http.MediaType;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Arrays;
import java.util.List;

/// The forms in which records may be sent.
public enum BodyKind {
  JSON("application/json"),
  JSON_LINES(
      "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"),
  FORM("multipart/form-data");

  private final List<String> essences;

  BodyKind(String... essences) {
    this.essences = List.of(essences);
  }

  public static BodyKind of(MediaType type) {
    return Arrays.stream(values())
        .filter(kind -> kind.essences.contains(type.essence()))
        .findFirst()
        .orElseThrow(() -> unsupported().exception());
  }

  /// What to say where a kind is not taken.
  public static Problem unsupported() {
    return Problem.of(
        ProblemKind.UNSUPPORTED_MEDIA_TYPE,
        "expected application/json, application/x-ndjson or multipart/form-data as this address"
            + " takes them");
  }
}
