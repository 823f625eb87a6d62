/// Stores the topics of step 7 as rows, each record once.
@NullMarked
package io.viralstream.metrics.write;

import org.jspecify.annotations.NullMarked;
