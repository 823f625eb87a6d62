/// Step 1: samples and the ends of feeds, from HTTP to acknowledged records.
@NullMarked
package io.viralstream.gateway.ingest;

import org.jspecify.annotations.NullMarked;
