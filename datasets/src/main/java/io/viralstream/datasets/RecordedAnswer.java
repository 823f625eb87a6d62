package io.viralstream.datasets;

import java.util.Optional;

/// One answer that a model gave elsewhere, with what its file says of the question.
///
/// What is empty, the file does not say. An answer meets its question by whatever of it is there.
///
/// @param category the benchmark's own name: a split, a subtask
/// @param sourceId the id of the question in its file
/// @param picture the benchmark's name for the picture
/// @param question as the file has it; [MatchKey] says what of it is compared
/// @param text as the model gave it, untrimmed
/// @param asked the whole question, where the file of answers has its truth too
public record RecordedAnswer(
    Optional<String> category,
    Optional<String> sourceId,
    Optional<String> picture,
    Optional<String> question,
    String text,
    Optional<BenchmarkQuestion> asked) {}
