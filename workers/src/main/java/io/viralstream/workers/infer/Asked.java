package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Finish;
import io.viralstream.workers.text.Tokenizer;

/// A question that a model can be asked, with its answer as it grows.
///
/// @param index its place among the questions of its work
record Asked(int index, Sequence sequence, BatchSettings manner, int promptTokens) {

  Reply said(Tokenizer tokenizer, int together, double millis) {
    Answer answer = sequence.completion().answer();
    int[] tokens = answer.tokens().stream().mapToInt(Integer::intValue).toArray();
    return new Reply.Said(
        tokenizer.decode(tokens),
        promptTokens,
        tokens.length,
        answer.ended() ? Finish.STOP : Finish.LENGTH,
        Math.min(together, manner.rows()),
        millis);
  }
}
