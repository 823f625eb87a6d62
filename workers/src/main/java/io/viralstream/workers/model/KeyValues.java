package io.viralstream.workers.model;

import io.viralstream.workers.tensor.Tensor;

/// Keys and values of one block, each `[B, G, S, d]`.
public record KeyValues(Tensor keys, Tensor values) {}
