package io.viralstream.workers.train;

import io.viralstream.schemas.avro.EndReason;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.avro.Turn;
import java.util.List;

/// Tasks as route writes them.
final class Tasks {
  private Tasks() {}

  static TrainTask sample(String id) {
    return sample(id, List.of(new Turn("Is there a red circle?", "yes")));
  }

  static TrainTask sample(String id, List<Turn> turns) {
    return task()
        .setSample(
            Sample.newBuilder().setId(id).setTurns(turns).setFingerprints(fingerprints()).build())
        .build();
  }

  /// A sample whose client counts it under a category.
  static TrainTask inCategory(String id, String category) {
    return task()
        .setSample(
            Sample.newBuilder()
                .setId(id)
                .setTurns(List.of(new Turn("Is there a red circle?", "yes")))
                .setFingerprints(fingerprints())
                .setCategory(category)
                .build())
        .build();
  }

  static TrainTask about(String id, ImageRef image) {
    return about(id, image, 0, List.of(new Turn("Is there a red circle?", "yes")));
  }

  static TrainTask about(String id, ImageRef image, int pictureTurn, List<Turn> turns) {
    return task()
        .setSample(
            Sample.newBuilder()
                .setId(id)
                .setTurns(turns)
                .setImage(image)
                .setPictureTurn(pictureTurn)
                .setFingerprints(fingerprints())
                .build())
        .build();
  }

  static TrainTask end(String id, int partition, int partitions) {
    return task()
        .setEnd(new FeedEnd(id, "feed", partition, partitions, EndReason.CLIENT, null))
        .build();
  }

  /// An end that asks for a decay.
  static TrainTask end(String id, int partition, int partitions, long decay) {
    return task()
        .setEnd(new FeedEnd(id, "feed", partition, partitions, EndReason.CLIENT, decay))
        .build();
  }

  static TrainTask nothing() {
    return task().build();
  }

  private static TrainTask.Builder task() {
    return TrainTask.newBuilder()
        .setFeed("feed")
        .setPass(1)
        .setOrigin(new Origin("samples", 0, 0L));
  }

  private static Fingerprints fingerprints() {
    return Fingerprints.newBuilder().setText("").build();
  }
}
