package io.viralstream.workers.infer;

import io.viralstream.images.ImageRejected;
import io.viralstream.images.PictureReader;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.tensor.Numerics;
import io.viralstream.schemas.BatchLimit;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.workers.kafka.ImageSource;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// From a task to a question, or the reason why it cannot be asked.
final class QuestionPreparation {
  private static final int LONGEST_ANSWER = 4_096;
  private static final String AS_TRAINED = "trained";

  private final ImageSource images;
  private final PictureReader pictures;
  private final Set<String> dataTypes;
  private final Clock clock;

  QuestionPreparation(ImageSource images, PictureReader pictures, Numerics numerics, Clock clock) {
    this.images = images;
    this.pictures = pictures;
    this.dataTypes = Set.of("auto", numerics.weights().dataType());
    this.clock = clock;
  }

  /// @param record in which the task came
  PreparedQuestion prepare(ConsumerRecord<byte[], byte[]> record, InferTask task)
      throws QuestionRejected {
    Deadline.of(task).demandAhead(clock.instant());
    demand(task.getPrompt().equals(AS_TRAINED), "prompt", task.getPrompt());
    demand(task.getDecoding().getTemperature() == 0, "decoding.temperature", task.getDecoding());
    int most = task.getDecoding().getMaxTokens();
    demand(most >= 1 && most <= LONGEST_ANSWER, "decoding.maxTokens", most);
    int batch = task.getExecution().getBatch();
    if (batch < 0 || batch > BatchLimit.MOST)
      throw new QuestionRejected(
          Category.INVALID,
          "execution.batch=" + batch + ", expected 0 to " + BatchLimit.MOST + " sequences");
    String dataType = task.getExecution().getDataType();
    demand(dataTypes.contains(dataType), "execution.dataType", dataType);
    if (task.getImage().isEmpty()) return new PreparedQuestion(record, task, Optional.empty());
    return new PreparedQuestion(record, task, Optional.of(picture(task.getImage().get())));
  }

  private HashedPicture picture(ImageRef reference) throws QuestionRejected {
    try {
      byte[] file = images.read(reference);
      return HashedPicture.of(reference.getSha256(), file, pictures, List.of());
    } catch (ImageSource.Unavailable missing) {
      throw new QuestionRejected(missing.category(), "image: " + missing.getMessage());
    } catch (ImageRejected bad) {
      throw new QuestionRejected(
          Category.IMAGE_CORRUPT, "image: " + reference.getUri() + ": " + bad.getMessage());
    }
  }

  private static void demand(boolean holds, String field, Object value) throws QuestionRejected {
    if (!holds)
      throw new QuestionRejected(Category.INVALID, field + "=" + value + " is not served");
  }
}
