package io.viralstream.gateway.deadletters;

import io.viralstream.metrics.read.RecordPlace;
import io.viralstream.schemas.avro.Origin;

/// Where a record is in Kafka.
record PlaceView(String topic, int partition, long offset) {
  static PlaceView of(RecordPlace place) {
    return new PlaceView(place.topic(), place.partition(), place.offset());
  }

  static PlaceView of(Origin origin) {
    return new PlaceView(origin.getTopic(), origin.getPartition(), origin.getOffset());
  }
}
