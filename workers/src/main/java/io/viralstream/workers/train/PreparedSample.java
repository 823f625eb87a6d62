package io.viralstream.workers.train;

import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.text.EncodedPrompt;
import java.util.Optional;

/// A sample that is ready to be learnt: decoded, encoded, and within the model's limits.
///
/// @param offset its place in `train-tasks`
/// @param picture what its turns are about, or nothing for text alone
public record PreparedSample(
    String id,
    String feed,
    int pass,
    long offset,
    EncodedPrompt prompt,
    Optional<HashedPicture> picture) {}
