package io.viralstream.workers.train;

import io.viralstream.models.model.PackedSample;
import io.viralstream.models.preprocess.HashedPicture;
import java.util.Optional;

/// A sample that is ready to be learnt: decoded, encoded, and within the model's limits.
///
/// @param offset its place in `train-tasks`
/// @param text its turns, with the visual tokens of the picture
/// @param category what the client counts it under, if anything
/// @param picture what its turns are about, or nothing for text alone
public record PreparedSample(
    String id,
    String feed,
    int pass,
    long offset,
    PackedSample text,
    Optional<HashedPicture> picture,
    Optional<String> category) {}
