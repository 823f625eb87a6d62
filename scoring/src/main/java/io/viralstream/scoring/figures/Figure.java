package io.viralstream.scoring.figures;

import java.util.OptionalDouble;

/// One number of a result.
///
/// @param category the benchmark's own, or a headline such as `overall`
/// @param measure the name that results use: `accuracy`, `f1`, `pairAccuracy`
/// @param value empty where it would divide by 0
public record Figure(String category, String measure, OptionalDouble value) {}
