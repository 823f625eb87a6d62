package io.viralstream.metrics.read;

import java.util.OptionalDouble;

/// Mean losses over some neighbouring steps, up to and including `step`.
///
/// @param lm L_LM, equation 2
/// @param vra L_VRA, equation 7; empty where no sample had one
/// @param total L_LM + λ L_VRA, equation 6
public record LossPoint(
    long step, double lm, OptionalDouble vra, double total, double learningRate) {}
