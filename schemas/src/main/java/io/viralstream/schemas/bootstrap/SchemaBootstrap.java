package io.viralstream.schemas.bootstrap;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.serde.SchemaRegistry;
import org.apache.avro.specific.SpecificData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registers every topic's schema under FULL_TRANSITIVE compatibility; at run time schemas are only
/// looked up.
public final class SchemaBootstrap {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaBootstrap.class);

  private final SchemaRegistry registry;

  public SchemaBootstrap(SchemaRegistry registry) {
    this.registry = registry;
  }

  public void run() {
    registry.demandCompatibility();
    for (Topic<?> topic : Topics.ALL) {
      int id = registry.register(topic.subject(), SpecificData.get().getSchema(topic.type()));
      LOG.info("schema registered subject={} id={}", topic.subject(), id);
    }
  }
}
