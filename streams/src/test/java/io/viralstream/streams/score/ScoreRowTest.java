package io.viralstream.streams.score;

import static io.viralstream.streams.Examples.answer;
import static io.viralstream.streams.Examples.evaluation;
import static io.viralstream.streams.Examples.item;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.scoring.parse.SynonymTable;
import io.viralstream.streams.deadletter.RefusedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScoreRowTest {
  @Test
  void refusesARuleThatItDoesNotKnow() {
    Evaluation later = Evaluation.newBuilder(evaluation("e")).setRule(ScoringRule.UNKNOWN).build();
    BenchmarkItem item = item(1, "yes").getItem().orElseThrow();
    var origin = new Origin("answers", 0, 7L);

    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                ScoreRow.all(
                    later, SynonymTable.NONE, item, answer("e", 1, "yes"), origin, Instant.EPOCH));

    assertEquals(
        "evaluations: rule=UNKNOWN, expected GENERIC or POPE or MME or MMVP or CV_BENCH or WHATS_UP or MMSTAR or CHAIR"
            + " or HALLUSION_BENCH",
        refused.getMessage());
  }
}
