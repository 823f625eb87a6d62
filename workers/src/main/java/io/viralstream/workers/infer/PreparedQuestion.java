package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.InferTask;
import io.viralstream.workers.sight.HashedPicture;
import java.util.Optional;

/// A task with its picture decoded, ready for a model.
record PreparedQuestion(InferTask task, Optional<HashedPicture> picture) {}
