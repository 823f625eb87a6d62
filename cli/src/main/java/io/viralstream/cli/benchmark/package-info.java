/// Question files on their way to a sealed benchmark.
@NullMarked
package io.viralstream.cli.benchmark;

import org.jspecify.annotations.NullMarked;
