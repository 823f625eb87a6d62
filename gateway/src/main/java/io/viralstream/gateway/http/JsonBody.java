package io.viralstream.gateway.http;

import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;

/// A body that has to be one JSON document.
public final class JsonBody {
  private static final String JSON = "application/json";

  private final BoundedJson json;

  public JsonBody(BoundedJson json) {
    this.json = json;
  }

  public Field read(Body body) {
    if (!body.type().essence().equals(JSON))
      throw Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "expected " + JSON).exception();
    return json.read(body.bytes());
  }
}
