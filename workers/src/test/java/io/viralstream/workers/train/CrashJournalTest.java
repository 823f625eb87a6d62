package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.workers.train.CrashJournal.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashJournalTest {
  @TempDir Path folder;

  @Test
  void countWhatAPredecessorDidNotLiveToEnd() throws IOException {
    CrashJournal.in(folder).begin(Work.STEP, 40);
    CrashJournal.in(folder).begin(Work.STEP, 40);
    assertEquals(List.of("step-40.1", "step-40.2"), names());
    assertEquals(2, CrashJournal.in(folder).deaths(Work.STEP, 40));
    assertEquals(0, CrashJournal.in(folder).deaths(Work.SAMPLE, 40));
  }

  @Test
  void countNotTheOneThatIsBeingMade() throws IOException {
    CrashJournal.in(folder).begin(Work.STEP, 40);
    CrashJournal mine = CrashJournal.in(folder);
    mine.begin(Work.STEP, 40);
    mine.begin(Work.STEP, 40);
    assertEquals(1, mine.deaths(Work.STEP, 40));
  }

  @Test
  void forgetAllDeathsOfWhatWasSurvived() throws IOException {
    CrashJournal.in(folder).begin(Work.SAMPLE, 7);
    CrashJournal mine = CrashJournal.in(folder);
    mine.begin(Work.SAMPLE, 7);
    mine.survived(Work.SAMPLE, 7);
    assertEquals(List.of(), names());
    assertEquals(0, mine.deaths(Work.SAMPLE, 7));
  }

  @Test
  void takeBackWhatWasBrokenOffAndKeepEarlierDeaths() throws IOException {
    CrashJournal.in(folder).begin(Work.STEP, 40);
    CrashJournal mine = CrashJournal.in(folder);
    mine.begin(Work.STEP, 40);
    mine.withdraw();
    assertEquals(1, mine.deaths(Work.STEP, 40));
    assertEquals(List.of("step-40.1"), names());
  }

  @Test
  void forgetOnlyWhatACheckpointCovers() throws IOException {
    CrashJournal mine = CrashJournal.in(folder);
    mine.begin(Work.STEP, 40);
    mine.begin(Work.SAMPLE, 43);
    mine.begin(Work.STEP, 48);
    mine.forgetBefore(48);
    assertEquals(List.of("step-48.1"), names());
  }

  @Test
  void takeTheNextNumberWhereAFencedOwnerStillWrites() throws IOException {
    CrashJournal mine = CrashJournal.in(folder);
    Files.createFile(folder.resolve("step-40.1"));
    mine.begin(Work.STEP, 40);
    assertEquals(2, names().size());
  }

  @Test
  void leaveFilesOfOthersAlone() throws IOException {
    Files.createFile(folder.resolve("notes.txt"));
    CrashJournal.in(folder).forgetBefore(Long.MAX_VALUE);
    assertEquals(List.of("notes.txt"), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
