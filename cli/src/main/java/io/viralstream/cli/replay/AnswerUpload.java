package io.viralstream.cli.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.feed.BatchUpload;
import io.viralstream.cli.feed.UploadCounts;

/// Sends answers of an evaluation in bounded batches, each acknowledged before the next.
final class AnswerUpload {
  private final UploadCounts counts = new UploadCounts();
  private final BatchUpload batches;

  AnswerUpload(Gateway gateway, String evaluation, Pause pause) {
    this.batches =
        new BatchUpload("answers", batch -> gateway.answers(evaluation, batch), counts, pause);
  }

  /// @param item the item's id
  /// @throws ReplayRefused where the gateway refuses an answer of the batch before
  void add(String place, String item, String text) throws InterruptedException {
    batches.add(place, JsonNodeFactory.instance.objectNode().put("item", item).put("answer", text));
    demandAll();
  }

  /// @throws ReplayRefused where the gateway refuses an answer
  void flush() throws InterruptedException {
    batches.flush();
    demandAll();
  }

  /// How many answers the gateway has taken.
  long acknowledged() {
    return counts.taken();
  }

  private void demandAll() {
    if (counts.refused() == 0) return;
    throw new ReplayRefused(
        "the gateway refused "
            + counts.refused()
            + " answers; the evaluation is not closed: "
            + String.join("; ", counts.remarks()));
  }
}
