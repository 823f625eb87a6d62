package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.json.Field;
import java.util.List;
import java.util.Optional;

/// A benchmark's question as it was read and found good; its picture has still to be looked at.
///
/// Texts are kept to the letter: the client's version is the hash of exactly these.
record ItemDraft(
    String sourceId,
    String category,
    String question,
    String truth,
    List<String> choices,
    Optional<String> group,
    Optional<Field> image) {}
