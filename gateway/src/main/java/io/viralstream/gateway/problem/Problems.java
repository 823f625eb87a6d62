package io.viralstream.gateway.problem;

import io.viralstream.metrics.ClickHouseUnavailableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says of any failure what the client may know of it.
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  public static Problem of(Throwable failure) {
    return switch (failure) {
      case ProblemException known -> known.problem();
      case CompletionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      case ExecutionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      case RecordTooLargeException tooLarge ->
          Problem.of(ProblemKind.TOO_LARGE, "the record is larger than the topic takes");
      case KafkaException away -> unavailable("the log did not take the record in time", away);
      case ClickHouseUnavailableException away -> unavailable("the store does not answer", away);
      case TimeoutException late -> unavailable("the log did not answer in time", late);
      default -> internal(failure);
    };
  }

  private static Problem unavailable(String detail, Throwable cause) {
    LOG.warn("dependency unavailable cause={}", cause.toString());
    return Problem.of(ProblemKind.UNAVAILABLE, detail);
  }

  private static Problem internal(Throwable failure) {
    LOG.error("request failed", failure);
    return Problem.of(ProblemKind.INTERNAL, "an error of ours; it has been logged");
  }
}
