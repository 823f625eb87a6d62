package io.viralstream.gateway.problem;

import io.viralstream.metrics.ClickHouseException;
import io.viralstream.metrics.ClickHouseUnavailableException;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.serde.RegistryRefusedException;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A failure: what the client may know of it, and its cause where that is a trouble of ours, which
/// the log is told. Whatever fails passes here, so that here a fatal error ends the process instead
/// of becoming a reply.
public record Finding(Problem problem, Optional<Throwable> cause) {
  private static final Logger LOG = LoggerFactory.getLogger(Finding.class);

  private static final String SHUT_OUT = "the log does not let this gateway in";

  public static Finding of(Throwable failure) {
    FatalErrors.endOn(failure);
    return switch (failure) {
      case ProblemException known -> theirs(known.problem());
      case CompletionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      case ExecutionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      case RecordTooLargeException tooLarge -> tooLarge();
      case RecordBatchTooLargeException tooLarge -> tooLarge();
      case ClickHouseException refused ->
          StoreRefusal.of(refused.code())
              .map(detail -> unavailable(detail, refused))
              .orElseGet(() -> internal(refused));
      case RegistryUnavailableException away ->
          unavailable("the schema registry does not answer", away);
      case RegistryRefusedException refused ->
          unavailable("the schema registry does not know the record's schema", refused);
      case SerializationException bug -> internal(bug);
      case InvalidRecordException bug -> internal(bug);
      case AuthorizationException refused -> unavailable(SHUT_OUT, refused);
      case AuthenticationException refused -> unavailable(SHUT_OUT, refused);
      case KafkaException wrapper when wrapper.getCause() instanceof KafkaException cause ->
          of(cause); // a transaction that cannot go on says only there why
      case KafkaException away -> unavailable("the log did not take the record in time", away);
      case ClickHouseUnavailableException away -> unavailable("the store does not answer", away);
      case TimeoutException late -> unavailable("the log did not answer in time", late);
      default -> internal(failure);
    };
  }

  /// What the client may know of any failure; the log is told the rest.
  public static Problem logged(Throwable failure) {
    Finding found = of(failure);
    found.log(1);
    return found.problem();
  }

  private static Finding tooLarge() {
    return theirs(Problem.of(ProblemKind.TOO_LARGE, "the record is larger than the topic takes"));
  }

  private static Finding theirs(Problem problem) {
    return new Finding(problem, Optional.empty());
  }

  private static Finding unavailable(String detail, Throwable cause) {
    return new Finding(Problem.of(ProblemKind.UNAVAILABLE, detail), Optional.of(cause));
  }

  private static Finding internal(Throwable failure) {
    return new Finding(
        Problem.of(ProblemKind.INTERNAL, "an error of ours; it has been logged"),
        Optional.of(failure));
  }

  /// One line for the log, with the stack only where it is a bug.
  ///
  /// @param times how often it was met in one request
  public void log(int times) {
    if (cause.isEmpty()) return;
    if (problem.kind() == ProblemKind.INTERNAL) {
      LOG.error("request failed times={}", times, cause.get());
    } else {
      LOG.warn("dependency unavailable times={} cause={}", times, cause.get().toString());
    }
  }
}
