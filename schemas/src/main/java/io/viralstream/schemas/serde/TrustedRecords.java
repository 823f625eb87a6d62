package io.viralstream.schemas.serde;

import org.apache.avro.util.ClassSecurityValidator;

/// Lets Avro build our generated classes, and only those beside its own: it refuses any class by
/// default.
final class TrustedRecords {
  private static final String PACKAGE = "io.viralstream.schemas.avro.";

  private TrustedRecords() {}

  static void allow() {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            type -> type.getName().startsWith(PACKAGE), ClassSecurityValidator.DEFAULT));
  }
}
