/// Many records in one request: each line is taken or refused on its own.
@NullMarked
package io.viralstream.gateway.batch;

import org.jspecify.annotations.NullMarked;
