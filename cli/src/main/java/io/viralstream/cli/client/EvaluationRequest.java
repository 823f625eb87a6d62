package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;

/// Which model is to be asked which benchmark; without model and arm, the only arm's newest
/// version.
///
/// @param uncachedBatch how many sequences are to be continued at once, computed and not taken from
///   any folder of answers; empty where that is the worker's choice
public record EvaluationRequest(
    String benchmark, Optional<String> model, Optional<String> arm, OptionalInt uncachedBatch) {

  /// As the worker sees fit.
  public EvaluationRequest(String benchmark, Optional<String> model, Optional<String> arm) {
    this(benchmark, model, arm, OptionalInt.empty());
  }

  /// The same with so many sequences at once, past any folder of answers.
  public EvaluationRequest uncached(int batch) {
    return new EvaluationRequest(benchmark, model, arm, OptionalInt.of(batch));
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("benchmark", benchmark);
    model.ifPresent(version -> json.put("model", version));
    arm.ifPresent(name -> json.put("arm", name));
    uncachedBatch.ifPresent(batch -> json.put("batch", batch).put("uncached", true));
    return json;
  }
}
