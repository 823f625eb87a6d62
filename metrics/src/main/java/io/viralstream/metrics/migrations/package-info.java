/// Brings the database to the tables that this build writes and reads.
@NullMarked
package io.viralstream.metrics.migrations;

import org.jspecify.annotations.NullMarked;
