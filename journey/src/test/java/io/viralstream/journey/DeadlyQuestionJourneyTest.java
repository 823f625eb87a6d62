package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Purpose;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A question that ends every process that asks it, among others in both of a worker's loops.
class DeadlyQuestionJourneyTest {
  private static final String VERSION = "nobody-1-0123456789ab";
  private static final String DEADLY = "item-5";

  @TempDir private Path data;

  @Test
  void isGivenUpAfterAFewDeliveriesAndTheOthersAreAnswered() throws Exception {
    try (WorkersUnderTest stage = WorkersUnderTest.open(data)) {
      Set<String> ids = ask(stage);
      int deaths = deathsUntilAllIsAnswered(stage, ids);
      List<Answer> answers = stage.committed(Topics.ANSWERS);
      assertEquals(Set.of(DEADLY), failed(answers));
      assertEquals(ids, ids(answers));
      assertEquals(4, deaths);
      DeadLetter letter = stage.committed(Topics.DEAD_LETTERS).getFirst();
      assertEquals(Category.POISON, letter.getCategory());
      assertEquals(Topics.INFER_TASKS.name(), letter.getOrigin().getTopic());
      assertTrue(
          answers.stream()
              .filter(answer -> answer.getId().equals(DEADLY))
              .allMatch(answer -> answer.getFailure().orElse("").startsWith("POISON")));
    }
  }

  private static Set<String> ask(WorkersUnderTest stage) throws Exception {
    stage.write(Topics.CHECKPOINTS, Tasks.checkpoint(VERSION, "file:///nowhere", "none"));
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      String id = "item-" + i;
      String question = id.equals(DEADLY) ? "deadly" : "Is there a red circle?";
      stage.write(Topics.INFER_TASKS, Tasks.question(id, VERSION).setQuestion(question).build());
      ids.add(id);
    }
    for (int i = 0; i < 4; i++) {
      stage.write(
          Topics.ASK_TASKS, Tasks.question("ask-" + i, VERSION).setPurpose(Purpose.ASK).build());
      ids.add("ask-" + i);
    }
    return ids;
  }

  /// One worker after another, as a supervisor starts them.
  private int deathsUntilAllIsAnswered(WorkersUnderTest stage, Set<String> ids) throws Exception {
    int deaths = 0;
    ChildJvm worker = worker(stage);
    try {
      while (!ids(stage.committed(Topics.ANSWERS)).containsAll(ids)) {
        if (!worker.isAlive()) {
          deaths++;
          assertTrue(deaths < 12, "a crash loop");
          worker = worker(stage);
        }
        Thread.sleep(200);
      }
      return deaths;
    } finally {
      worker.close();
    }
  }

  private ChildJvm worker(WorkersUnderTest stage) throws Exception {
    return ChildJvm.start(data, "infer", InferChildMain.class, stage.bootstrap(), "deadly");
  }

  private static Set<String> failed(List<Answer> answers) {
    return answers.stream()
        .filter(answer -> answer.getStatus() == AnswerStatus.FAILED)
        .map(Answer::getId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> ids(List<Answer> answers) {
    return answers.stream().map(Answer::getId).collect(Collectors.toCollection(TreeSet::new));
  }
}
