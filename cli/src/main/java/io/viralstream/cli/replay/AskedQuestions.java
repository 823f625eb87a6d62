package io.viralstream.cli.replay;

import io.viralstream.datasets.BenchmarkQuestion;
import io.viralstream.datasets.RecordFault;
import io.viralstream.datasets.RecordSource;
import io.viralstream.datasets.RecordedAnswer;
import java.io.IOException;
import java.util.Optional;

/// The questions that stand, with their truth, in a file of answers.
final class AskedQuestions implements RecordSource<BenchmarkQuestion> {
  private final RecordSource<RecordedAnswer> answers;

  AskedQuestions(RecordSource<RecordedAnswer> answers) {
    this.answers = answers;
  }

  @Override
  public Optional<Placed<BenchmarkQuestion>> next() throws IOException, RecordFault {
    Optional<Placed<RecordedAnswer>> answer = answers.next();
    if (answer.isEmpty()) return Optional.empty();
    String place = answer.get().place();
    BenchmarkQuestion asked =
        answer
            .get()
            .record()
            .asked()
            .orElseThrow(() ->
                new RecordFault(place, "has no truth, unlike the first answer: give --questions"));
    return Optional.of(new Placed<>(place, asked));
  }

  @Override
  public long position() {
    return answers.position();
  }

  @Override
  public long size() {
    return answers.size();
  }

  @Override
  public void close() throws IOException {
    answers.close();
  }
}
