package io.viralstream.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/// The registry knows no such schema, or takes none such.
public final class RegistryRefusedException extends SerializationException {
  private static final long serialVersionUID = 1L;

  RegistryRefusedException(String message) {
    super(message);
  }
}
