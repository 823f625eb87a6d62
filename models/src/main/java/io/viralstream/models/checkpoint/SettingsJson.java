package io.viralstream.models.checkpoint;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.viralstream.models.model.Activation;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.RopeScaling;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.VisionVariant;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// How the settings' own types look in JSON, said here so that the mathematics knows no JSON.
final class SettingsJson {
  private SettingsJson() {}

  static Module module() {
    return new SimpleModule("settings")
        .addSerializer(OptionalDouble.class, new OptionalWriter())
        .addDeserializer(OptionalDouble.class, new OptionalReader())
        .addSerializer(new OptionalJson.Writer())
        .addDeserializer(Optional.class, new OptionalJson.Reader())
        .setMixInAnnotation(FeatureLayer.class, FeatureLayerNames.class)
        .setMixInAnnotation(VisionTransformerSettings.class, PlainVisionJson.class)
        .setMixInAnnotation(RopeScaling.class, RopeScalingNames.class)
        .setMixInAnnotation(LanguageModelSettings.class, LaterLanguageKeys.class);
  }

  /// What it says to leave [LaterLanguageKeys] out, a decay that has not begun, and the parts of a
  /// base that were trained in full where a version names none.
  static InjectableValues leftOut() {
    return new InjectableValues.Std()
        .addValue("decay", Map.of())
        .addValue("outputBias", false)
        .addValue("whole", List.of())
        .addValue("ropeScaling", new RopeScaling.Exact());
  }

  /// The keys of a language model's settings that files written before we knew them leave out.
  interface LaterLanguageKeys {
    @JacksonInject(value = "outputBias", useInput = OptBoolean.TRUE)
    boolean outputBias();

    @JacksonInject(value = "ropeScaling", useInput = OptBoolean.TRUE)
    RopeScaling ropeScaling();
  }

  /// How our own models' files write [VisionTransformerSettings]: the plain form, without a
  /// variant.
  ///
  /// Published families keep their settings in their own `config.json`, which is never rewritten.
  abstract static class PlainVisionJson {
    @JsonCreator
    PlainVisionJson(
        @JsonProperty("imageSize") int imageSize,
        @JsonProperty("patchSize") int patchSize,
        @JsonProperty("width") int width,
        @JsonProperty("blocks") int blocks,
        @JsonProperty("heads") int heads,
        @JsonProperty("feedForward") int feedForward,
        @JsonProperty("activation") Activation activation,
        @JsonProperty("classToken") boolean classToken,
        @JsonProperty("normEpsilon") double normEpsilon,
        @JsonProperty("layerScale") OptionalDouble layerScale,
        @JsonProperty("feature") FeatureLayer feature,
        @JsonProperty("mean") List<Double> mean,
        @JsonProperty("deviation") List<Double> deviation) {}

    @JsonIgnore
    abstract VisionVariant variant();
  }

  /// Such as `{"kind":"linear","factor":4.0}`.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RopeScaling.Exact.class, name = "exact"),
    @JsonSubTypes.Type(value = RopeScaling.None.class, name = "none"),
    @JsonSubTypes.Type(value = RopeScaling.Linear.class, name = "linear"),
    @JsonSubTypes.Type(value = RopeScaling.Llama3.class, name = "llama3")
  })
  private interface RopeScalingNames {}

  /// `{"after":"block","block":4}` or `{"after":"final-norm"}`.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "after")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = FeatureLayer.AfterBlock.class, name = "block"),
    @JsonSubTypes.Type(value = FeatureLayer.AfterFinalNorm.class, name = "final-norm")
  })
  private interface FeatureLayerNames {}

  /// A number, or null.
  private static final class OptionalWriter extends StdSerializer<OptionalDouble> {
    private static final long serialVersionUID = 1L;

    OptionalWriter() {
      super(OptionalDouble.class);
    }

    @Override
    public void serialize(OptionalDouble value, JsonGenerator out, SerializerProvider context)
        throws IOException {
      if (value.isPresent()) {
        out.writeNumber(value.getAsDouble());
      } else {
        out.writeNull();
      }
    }
  }

  private static final class OptionalReader extends StdDeserializer<OptionalDouble> {
    private static final long serialVersionUID = 1L;

    OptionalReader() {
      super(OptionalDouble.class);
    }

    @Override
    public OptionalDouble deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return OptionalDouble.of(_parseDoublePrimitive(in, context));
    }

    @Override
    public OptionalDouble getNullValue(DeserializationContext context) {
      return OptionalDouble.empty();
    }
  }
}
