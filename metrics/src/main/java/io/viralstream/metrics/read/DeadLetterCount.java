package io.viralstream.metrics.read;

/// How many records failed in one way at one step, such as TRAIN and IMAGE_MISSING.
public record DeadLetterCount(String step, String category, long count) {}
