package io.viralstream.streams.deadletter;

import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.avro.Category;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/// Whether a failure is the record's or the environment's.
///
/// A registry or a broker that is away, a full disk: the next record would fare no better, so
/// nothing is set aside and the application tries again. An error is never a record's fault; a
/// fatal one ends the process.
sealed interface FailureCause {

  record BadRecord(Category category) implements FailureCause {}

  record Environment() implements FailureCause {}

  static FailureCause of(Throwable failure) {
    FatalErrors.endOn(failure);
    List<Throwable> causes =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20).toList();
    if (causes.stream().anyMatch(FailureCause::isOfTheEnvironment)) return new Environment();
    return new BadRecord(category(causes));
  }

  private static boolean isOfTheEnvironment(Throwable cause) {
    return cause instanceof Error
        || cause instanceof KafkaException && !(cause instanceof SerializationException);
  }

  private static Category category(List<Throwable> causes) {
    for (Throwable cause : causes) {
      if (cause instanceof RefusedException refused) return refused.category();
      if (cause instanceof SerializationException) return Category.UNDECODABLE;
    }
    return Category.UNEXPECTED;
  }
}
