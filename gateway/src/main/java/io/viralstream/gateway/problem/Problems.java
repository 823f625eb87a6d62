package io.viralstream.gateway.problem;

import io.viralstream.metrics.ClickHouseException;
import io.viralstream.metrics.ClickHouseUnavailableException;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says of any failure what the client may know of it. Whatever fails passes here, so that here a
/// fatal error ends the process instead of becoming a reply.
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private static final String SHUT_OUT = "the log does not let this gateway in";

  private Problems() {}

  public static Problem of(Throwable failure) {
    FatalErrors.endOn(failure);
    return switch (failure) {
      case ProblemException known -> known.problem();
      case CompletionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      case ExecutionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      case RecordTooLargeException tooLarge ->
          Problem.of(ProblemKind.TOO_LARGE, "the record is larger than the topic takes");
      case ClickHouseException refused ->
          StoreRefusal.of(refused.code())
              .map(detail -> unavailable(detail, refused))
              .orElseGet(() -> internal(refused));
      case RegistryUnavailableException away ->
          unavailable("the schema registry does not answer", away);
      case AuthorizationException refused -> unavailable(SHUT_OUT, refused);
      case AuthenticationException refused -> unavailable(SHUT_OUT, refused);
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
