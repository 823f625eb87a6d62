package io.viralstream.metrics.migrations;

/// The database cannot be brought to the tables of this build; the message names the migration.
public final class MigrationException extends RuntimeException {
  MigrationException(String message) {
    super(message);
  }
}
