package io.viralstream.workers.infer;

/// A question with the manner of its answer.
public record Request(Question question, Sampling sampling, Stopping stopping) {}
