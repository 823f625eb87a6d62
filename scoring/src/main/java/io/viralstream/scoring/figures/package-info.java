/// From counted answers to the figures of a benchmark: plain functions on records.
@NullMarked
package io.viralstream.scoring.figures;

import org.jspecify.annotations.NullMarked;
