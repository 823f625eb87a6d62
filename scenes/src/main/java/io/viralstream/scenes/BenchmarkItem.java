package io.viralstream.scenes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// One question of a benchmark with its truth, as a line of a question file.
///
/// @param image file name of the picture, relative to the question file
/// @param label the true answer
@JsonPropertyOrder({"question_id", "image", "category", "text", "label"})
public record BenchmarkItem(
    @JsonProperty("question_id") String questionId,
    String image,
    String category,
    String text,
    String label) {}
