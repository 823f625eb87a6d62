package io.viralstream.streams.route;

import io.viralstream.schemas.avro.Sample;
import java.util.Optional;

/// Says why a sample must not be trained on, such as that it stands in a benchmark; empty for most.
@FunctionalInterface
interface SampleFilter {
  Optional<String> reason(Sample sample);
}
