package io.viralstream.models.checkpoint;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.databind.InjectableValues;
import io.viralstream.models.model.RopeScaling;

/// The keys of a language model's settings that files written before we knew them leave out.
interface LaterLanguageKeys {
  @JacksonInject(value = "outputBias", useInput = OptBoolean.TRUE)
  boolean outputBias();

  @JacksonInject(value = "ropeScaling", useInput = OptBoolean.TRUE)
  RopeScaling ropeScaling();

  /// What leaving them out says.
  static InjectableValues leftOut() {
    return new InjectableValues.Std()
        .addValue("outputBias", false)
        .addValue("ropeScaling", new RopeScaling.Exact());
  }
}
