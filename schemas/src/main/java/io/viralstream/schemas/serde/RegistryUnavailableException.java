package io.viralstream.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// The registry is away or shuts this process out: nothing is wrong with the record, and it may be
/// tried again.
public final class RegistryUnavailableException extends RetriableException {
  RegistryUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
