package io.viralstream.workers.train;

import io.viralstream.schemas.avro.Category;

/// A task that no step will count; its record becomes a dead letter.
///
/// @param offset its place in `train-tasks`, perhaps before that of the task taken last: a sample
///   may be found out only when its batch is learnt
record Rejection(long offset, Category category, String reason) {}
