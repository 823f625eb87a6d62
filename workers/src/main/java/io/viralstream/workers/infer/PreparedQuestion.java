package io.viralstream.workers.infer;

import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.schemas.avro.InferTask;
import java.util.Optional;

/// A task with its picture decoded, ready for a model.
record PreparedQuestion(InferTask task, Optional<HashedPicture> picture) {}
