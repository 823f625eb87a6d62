package io.viralstream.workers.infer;

import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.schemas.avro.InferTask;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A task with its picture decoded, ready for a model.
///
/// @param record in which the task came
record PreparedQuestion(
    ConsumerRecord<byte[], byte[]> record, InferTask task, Optional<HashedPicture> picture) {

  /// The model version that is asked.
  String version() {
    return task.getModelVersion();
  }

  /// Bytes that its picture holds while it waits.
  long pictureBytes() {
    return picture.map(HashedPicture::bytes).orElse(0L);
  }
}
