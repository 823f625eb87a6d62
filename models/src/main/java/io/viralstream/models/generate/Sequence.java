package io.viralstream.models.generate;

import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PatchFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One answer as it grows.
public class Sequence {
  private final Question question;
  private final PackedSample prompt;
  private final Stopping stopping;
  private final TokenChoice choice;
  private final Optional<StopTextWatch> watch;
  private final List<Integer> ids = new ArrayList<>();
  private Optional<Ending> ending = Optional.empty();
  private boolean abandoned;

  public Sequence(Request request) {
    question = request.question();
    prompt = question.packed();
    stopping = request.stopping();
    choice = new TokenChoice(request.sampling(), said(request));
    watch = stopping.texts().map(StopTextWatch::new);
  }

  /// What stands in the prompt, its picture by the token that stands for it.
  private static IntStream said(Request request) {
    Question question = request.question();
    IntStream picture =
        question.picture().isPresent() ? request.imageToken().stream() : IntStream.empty();
    IntStream words = Stream.of(question.before(), question.after()).flatMapToInt(IntStream::of);
    return IntStream.concat(picture, words);
  }

  PackedSample prompt() {
    return prompt;
  }

  Optional<PatchFeatures> picture() {
    return question.picture();
  }

  /// Slots that prompt and longest answer fill; the last token is never read again.
  int room() {
    return prompt.length() + stopping.most();
  }

  public boolean isOpen() {
    return !abandoned && ending.isEmpty();
  }

  public boolean isAbandoned() {
    return abandoned;
  }

  /// Nobody waits for it any more: it ends where it is, and has no completion.
  public void abandon() {
    abandoned = true;
  }

  boolean needsNoScores() {
    return choice.needsNoScores();
  }

  /// The slot and position of the newest token.
  int lastSlot() {
    return prompt.length() + ids.size() - 1;
  }

  int lastId() {
    return ids.getLast();
  }

  /// Takes the next token as its scores say; they are changed.
  void choose(float[] scores) {
    take(choice.choose(scores));
  }

  void take(int id) {
    ids.add(id);
    choice.remember(id);
    boolean said = watch.isPresent() && watch.get().holds(id);
    if (stopping.ends().contains(id)) ending = Optional.of(Ending.END_TOKEN);
    else if (said) ending = Optional.of(Ending.STOP_TEXT);
    else if (ids.size() == stopping.most()) ending = Optional.of(Ending.LENGTH);
  }

  /// @throws IllegalStateException while it goes on
  public Completion completion() {
    return new Completion(ids, ending.orElseThrow(() -> new IllegalStateException("goes on")));
  }
}
