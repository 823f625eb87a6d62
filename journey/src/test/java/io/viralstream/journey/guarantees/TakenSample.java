package io.viralstream.journey.guarantees;

import io.viralstream.schemas.avro.SampleResult;

/// One pass of one sample over a feed: what is admitted, trained and counted once.
public record TakenSample(String sample, String feed, int pass) {
  static TakenSample of(SampleResult result) {
    return new TakenSample(result.getSampleId(), result.getFeed(), result.getPass());
  }
}
