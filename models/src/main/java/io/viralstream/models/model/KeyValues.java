package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// Keys and values of one block, each `[B, G, S, d]`.
public record KeyValues(Tensor keys, Tensor values) {}
