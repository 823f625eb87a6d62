package io.viralstream.schemas.serde;

import org.apache.avro.Schema;

/// The ids that a registry gave to schemas; implementations are safe for use by several threads.
public interface SchemaIds {

  /// The id of a schema under a subject.
  ///
  /// @throws org.apache.kafka.common.errors.SerializationException where the registry does not know
  ///   it
  int id(String subject, Schema schema);

  /// The schema with an id.
  ///
  /// @throws org.apache.kafka.common.errors.SerializationException where the registry does not know
  ///   it
  Schema schema(int id);
}
