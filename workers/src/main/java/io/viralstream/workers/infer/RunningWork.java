package io.viralstream.workers.infer;

import io.viralstream.models.text.Tokenizer;
import java.time.Instant;
import java.util.List;

/// Work whose questions are being answered.
///
/// @param asked the questions that the model can be asked
/// @param replies one for each question; those that it cannot be asked have theirs
/// @param began in nanoseconds
record RunningWork(AnswerWork work, List<Asked> asked, Reply[] replies, long began) {

  /// Gives up what is past its deadline.
  void expire(Instant now) {
    for (Asked each : asked) {
      if (!each.sequence().isOpen() || !each.deadline().isPast(now)) continue;
      each.sequence().abandon();
      replies[each.index()] = each.deadline().expired();
    }
  }

  /// Hands the replies over once all answers have ended; false before.
  boolean handsItsReplies(Tokenizer tokenizer) {
    if (asked.stream().anyMatch(each -> each.sequence().isOpen())) return false;
    double millis = (System.nanoTime() - began) / 1e6;
    for (Asked each : asked) {
      if (each.sequence().isAbandoned()) continue;
      long together = asked.stream().filter(other -> other.manner().equals(each.manner())).count();
      replies[each.index()] = each.said(tokenizer, Math.toIntExact(together), millis);
    }
    work.replies().complete(List.of(replies));
    return true;
  }
}
