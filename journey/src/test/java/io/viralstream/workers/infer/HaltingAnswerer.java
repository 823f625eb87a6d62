package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Finish;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// An answerer that says yes to everything, and ends its process on a question that is deadly.
///
/// It stands in the package of what it takes the place of, which is nobody's business outside.
public final class HaltingAnswerer implements Answerer {
  private final String deadly;

  /// @param deadly part of the question that no process survives
  public HaltingAnswerer(String deadly) {
    this.deadly = deadly;
  }

  /// A worker that answers so.
  public static InferWorker start(InferParts parts, String deadly) throws InterruptedException {
    return InferWorker.start(parts, new HaltingAnswerer(deadly));
  }

  @Override
  public void answer(AnswerWork work, Supplier<Optional<AnswerWork>> joining) {
    List<PreparedQuestion> questions = work.questions();
    for (PreparedQuestion question : questions) {
      if (question.task().getQuestion().contains(deadly)) Runtime.getRuntime().halt(137);
    }
    Reply yes =
        new Reply.Said("yes", 1, 1, Finish.STOP, questions.size(), 1, Reply.Said.Source.COMPUTED);
    work.replies().complete(questions.stream().map(question -> yes).toList());
  }

  @Override
  public void close() {}
}
