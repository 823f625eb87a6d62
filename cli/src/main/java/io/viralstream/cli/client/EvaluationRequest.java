package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Which model is to be asked which benchmark; without model and arm, the only arm's newest
/// version.
public record EvaluationRequest(String benchmark, Optional<String> model, Optional<String> arm) {
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("benchmark", benchmark);
    model.ifPresent(version -> json.put("model", version));
    arm.ifPresent(name -> json.put("arm", name));
    return json;
  }
}
