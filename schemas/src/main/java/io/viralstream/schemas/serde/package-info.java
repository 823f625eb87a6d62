/// Avro records as bytes, in the framing that Kafka tools know, with schemas from a registry.
@NullMarked
package io.viralstream.schemas.serde;

import org.jspecify.annotations.NullMarked;
