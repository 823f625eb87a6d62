package io.viralstream.workers.infer;

import io.viralstream.models.generate.Answer;
import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.Completion;
import io.viralstream.models.generate.Sequence;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.schemas.avro.Finish;

/// A question that a model can be asked, with its answer as it grows.
///
/// @param index its place among the questions of its work
record Asked(
    int index, Sequence sequence, BatchSettings manner, int promptTokens, Deadline deadline) {

  /// An end that is no special token of the tokenizer belongs to the text, as in transformers.
  Reply said(Tokenizer tokenizer, int together, double millis) {
    Completion completion = sequence.completion();
    Answer answer = completion.answer();
    int[] ids = completion.ids().stream().mapToInt(Integer::intValue).toArray();
    return new Reply.Said(
        tokenizer.decode(ids),
        promptTokens,
        answer.tokens().size(),
        answer.ended() ? Finish.STOP : Finish.LENGTH,
        Math.min(together, manner.rows()),
        millis);
  }
}
