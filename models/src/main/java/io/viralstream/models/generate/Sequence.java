package io.viralstream.models.generate;

import io.viralstream.models.generate.Completion.Ending;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PatchFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One answer as it grows; [Generator#add] begins it, on whose thread alone it is used.
///
/// It is open until it ends by itself, is abandoned, or its listener fails.
public class Sequence {
  private final Question question;
  private final PackedSample prompt;
  private final Stopping stopping;
  private final TokenListener listener;
  private final TokenChoice choice;
  private final Optional<StopTextWatch> watch;
  private final List<Integer> ids = new ArrayList<>();
  private Optional<Ending> ending = Optional.empty();
  private Optional<RuntimeException> failure = Optional.empty();
  private boolean abandoned;
  private int together = 1;

  Sequence(Request request, TokenListener listener) {
    question = request.question();
    prompt = question.packed();
    stopping = request.stopping();
    this.listener = listener;
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

  /// Whether it goes on.
  public boolean isOpen() {
    return !abandoned && ending.isEmpty();
  }

  /// Nobody waits for it any more: it ends where it is, and has no completion.
  public void abandon() {
    abandoned = true;
  }

  /// What was said, once it has ended by itself.
  ///
  /// @throws IllegalStateException while it goes on, where it was abandoned, or where its listener
  ///   failed, with what that threw as the cause
  public Completion completion() {
    if (ending.isPresent()) return new Completion(ids, ending.get());
    if (failure.isPresent()) throw new IllegalStateException("its listener failed", failure.get());
    throw new IllegalStateException(abandoned ? "was abandoned" : "goes on");
  }

  /// The most sequences that any step continued with this one among them; 1 where it ended with the
  /// token that its prompt gave.
  public int together() {
    return together;
  }

  /// Is continued in a step, one of so many.
  void runsAmong(int sequences) {
    together = Math.max(together, sequences);
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
    if (abandoned) return; // by another's listener, within this step
    ids.add(id);
    choice.remember(id);
    Optional<Ending> end = endingWith(id);
    tell(id);
    if (!abandoned) ending = end;
  }

  private Optional<Ending> endingWith(int id) {
    boolean said = watch.isPresent() && watch.get().holds(id);
    if (stopping.ends().contains(id)) return Optional.of(Ending.END_TOKEN);
    if (said) return Optional.of(Ending.STOP_TEXT);
    return ids.size() == stopping.most() ? Optional.of(Ending.LENGTH) : Optional.empty();
  }

  private void tell(int id) {
    try {
      listener.chosen(id);
    } catch (RuntimeException unheard) {
      failure = Optional.of(unheard);
      abandoned = true;
    }
  }
}
