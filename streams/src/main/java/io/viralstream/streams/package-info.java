/// The stream processors between ingest and the workers.
@NullMarked
package io.viralstream.streams;

import org.jspecify.annotations.NullMarked;
