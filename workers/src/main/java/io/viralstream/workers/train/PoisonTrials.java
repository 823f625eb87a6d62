package io.viralstream.workers.train;

import io.viralstream.models.learn.NotFinite;
import io.viralstream.schemas.avro.Category;
import io.viralstream.workers.train.CrashJournal.Work;
import java.io.IOException;

/// Finds the sample that kills its trainer: once a step was died in twice, each is tried alone.
///
/// A kill from outside looks the same as one by a sample. So a trial changes nothing of what is
/// learnt, and only a sample that was died on alone, three times, is passed over.
final class PoisonTrials {
  private static final int DEATHS_OF_A_STEP = 2;
  private static final int DEATHS_ALONE = 3;

  private final CrashJournal journal;

  PoisonTrials(CrashJournal journal) {
    this.journal = journal;
  }

  /// What makes a sample ready for its batch.
  interface Preparation {
    PreparedSample prepare() throws SampleRejected;
  }

  /// What is done with a sample alone, to see whether it is survived.
  interface Rehearsal {
    void rehearse(PreparedSample sample) throws NotFinite;
  }

  /// Prepares a sample for the step whose first task is at `firstOffset`.
  ///
  /// @throws SampleRejected what preparation or rehearsal find, or that the sample is deadly
  PreparedSample prepare(
      long firstOffset, long offset, Preparation preparation, Rehearsal rehearsal)
      throws SampleRejected, IOException {
    int deaths = journal.deaths(Work.SAMPLE, offset);
    if (deaths >= DEATHS_ALONE) {
      throw new SampleRejected(
          Category.POISON, "the trainer died " + deaths + " times on this sample alone");
    }
    journal.begin(Work.STEP, firstOffset);
    if (journal.deaths(Work.STEP, firstOffset) < DEATHS_OF_A_STEP) return preparation.prepare();
    journal.begin(Work.SAMPLE, offset);
    try {
      PreparedSample sample = alone(preparation, rehearsal);
      journal.survived(Work.SAMPLE, offset);
      return sample;
    } catch (SampleRejected bad) {
      journal.survived(Work.SAMPLE, offset);
      throw bad;
    }
  }

  private static PreparedSample alone(Preparation preparation, Rehearsal rehearsal)
      throws SampleRejected {
    PreparedSample sample = preparation.prepare();
    try {
      rehearsal.rehearse(sample);
      return sample;
    } catch (NotFinite bad) {
      throw SampleRejected.of(bad);
    }
  }

  /// The step that began at this offset was survived.
  void stepEnded(long firstOffset) throws IOException {
    journal.survived(Work.STEP, firstOffset);
  }
}
