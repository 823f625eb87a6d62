package io.viralstream.journey.guarantees;

import io.viralstream.schemas.avro.SampleResult;

/// One pass of one sample over a feed: what is admitted, trained and counted once.
public record Taken(String sample, String feed, int pass) {
  static Taken of(SampleResult result) {
    return new Taken(result.getSampleId(), result.getFeed(), result.getPass());
  }
}
