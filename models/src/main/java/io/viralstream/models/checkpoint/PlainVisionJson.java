package io.viralstream.models.checkpoint;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.viralstream.models.model.Activation;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.VisionVariant;
import java.util.List;
import java.util.OptionalDouble;

/// How our own models' files write [VisionTransformerSettings]: the plain form, without a variant.
///
/// Published families keep their settings in their own `config.json`, which is never rewritten.
abstract class PlainVisionJson {
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
