package io.viralstream.schemas.serde;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/// A registry in memory, for topologies and loops that are tested without one.
public final class LocalSchemaIds implements SchemaIds {
  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized int id(String subject, Schema schema) {
    int known = schemas.indexOf(schema);
    if (known >= 0) return known + 1;
    schemas.add(schema);
    return schemas.size();
  }

  @Override
  public synchronized Schema schema(int id) {
    if (id < 1 || id > schemas.size())
      throw new SerializationException("schema id=" + id + " is not registered");
    return schemas.get(id - 1);
  }
}
