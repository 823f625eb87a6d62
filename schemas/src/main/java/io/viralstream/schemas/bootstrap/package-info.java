/// What must exist before the first record: topics on the broker, schemas in the registry.
@NullMarked
package io.viralstream.schemas.bootstrap;

import org.jspecify.annotations.NullMarked;
