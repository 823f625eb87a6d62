/// Step 8: figures and lineage from the store, over HTTP.
@NullMarked
package io.viralstream.gateway.results;

import org.jspecify.annotations.NullMarked;
