/// What exists now: benchmarks, model versions, evaluations, read from the compacted topics.
@NullMarked
package io.viralstream.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
