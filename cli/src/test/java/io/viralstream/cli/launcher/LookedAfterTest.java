package io.viralstream.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the launcher does for `up`, which it starts again when it dies by itself.
class LookedAfterTest {
  private static final String WORKS =
      "trap 'echo TERM >> \"$FAKE/signals\"; exit 143' TERM\n"
          + "echo $$ > \"$FAKE/pid.part\"; mv \"$FAKE/pid.part\" \"$FAKE/pid\"\n"
          + "while :; do sleep 0.05; done";
  private static final String DIES = "kill -9 $$";

  @TempDir Path folder;
  private FakeMachine machine;

  /// Pauses are noted and take no time.
  @BeforeEach
  void make() throws Exception {
    machine = FakeMachine.in(folder, "product");
    machine.tool("sleep", "case $1 in 0.*) exec /bin/sleep $1;; esac; echo $1 >> \"$FAKE/sleeps\"");
  }

  @Test
  void passesExitCodesThrough() throws Exception {
    for (int code : List.of(0, 1, 2, 4)) {
      assertEquals(code, machine.java("exit " + code).run("up", "--data", "d").code());
    }
    assertEquals(4, starts());
  }

  @Test
  void startsOneThatWasKilledAgainWithTheSameArguments() throws Exception {
    machine.java("[[ $(wc -l < \"$FAKE/starts\") -ge 3 ]] && exit 0\n" + DIES);
    FakeMachine.Ran ran = machine.run("up", "--data", "dir é");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(3, starts());
    List<String> arguments = machine.lines("arguments");
    assertEquals(
        List.of("up", "--data", "dir é"),
        arguments.subList(arguments.size() - 3, arguments.size()));
    assertEquals(
        List.of(
            "viral: up ended with code 137; it is started again in 1 s (restart 1).",
            "viral: up ended with code 137; it is started again in 2 s (restart 2)."),
        ran.err().lines().toList());
  }

  @Test
  void pausesLongerEachTimeAndGivesUpByName() throws Exception {
    machine.java(DIES);
    FakeMachine.Ran ran = machine.run("up");
    assertEquals(137, ran.code());
    assertEquals(List.of("1", "2", "4", "8"), machine.lines("sleeps"));
    assertEquals(5, starts());
    assertTrue(ran.err().contains("it is not started any more"), ran.err());
  }

  @Test
  void givesEachStartTheSameTemporaryFolderAndLeavesNone() throws Exception {
    machine.java(
        "printf '%s\\n' \"$@\" | grep viral.temporary >> \"$FAKE/folders\"\n"
            + "[[ $(wc -l < \"$FAKE/starts\") -ge 3 ]] && exit 0\n"
            + DIES);
    machine.run("up");
    assertEquals(3, machine.lines("folders").size());
    assertEquals(1, machine.lines("folders").stream().distinct().count());
    assertEquals(List.of(), machine.temporary());
  }

  @Test
  void passesASignalOnOnceAndStartsNothingAgain() throws Exception {
    machine.java(WORKS);
    Process up = machine.start(Map.of(), "up");
    machine.await("pid");
    up.destroy();
    assertEquals(143, machine.ended(up).code());
    assertEquals(List.of("TERM"), machine.lines("signals"));
    assertEquals(1, starts());
  }

  @Test
  void startsNothingAgainWhenItIsStoppedInAPause() throws Exception {
    machine.tool("sleep", "echo $$ > \"$FAKE/paused\"; exec /bin/sleep 600").java(DIES);
    Process up = machine.start(Map.of(), "up");
    machine.await("paused");
    up.destroy();
    assertEquals(143, machine.ended(up).code());
    assertEquals(1, starts());
  }

  @Test
  void leavesNothingRunningWhenItIsKilled() throws Exception {
    machine.java("echo up > \"$FAKE/reads\"; cat; echo end > \"$FAKE/cut\"");
    Process up = machine.start(Map.of(), "up");
    machine.await("reads");
    up.destroyForcibly();
    machine.await("cut");
    assertEquals(1, starts());
  }

  @Test
  void looksAfterNoOtherCommand() throws Exception {
    for (String command : List.of("demo", "gateway", "ingest")) {
      assertEquals(137, machine.java(DIES).run(command).code());
    }
    assertEquals(3, starts());
  }

  private int starts() throws Exception {
    return machine.lines("starts").size();
  }
}
