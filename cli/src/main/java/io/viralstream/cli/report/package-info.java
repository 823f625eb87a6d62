/// Results, status and evaluations laid out for reading.
@NullMarked
package io.viralstream.cli.report;

import org.jspecify.annotations.NullMarked;
