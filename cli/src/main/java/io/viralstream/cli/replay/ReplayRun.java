package io.viralstream.cli.replay;

import io.viralstream.cli.benchmark.ItemId;
import io.viralstream.cli.client.EvaluationState;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.client.RecordedRequest;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.evaluation.EvaluationRun;
import io.viralstream.schemas.ContentId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Scores the answers of a file: finds their questions, registers these where they are not sealed,
/// opens the evaluation, sends the answers, closes it, and waits for the figures.
///
/// Nothing is sent before the whole of every file was found good.
public final class ReplayRun {
  private final Gateway gateway;
  private final Pause pause;
  private final Console console;
  private final Path journals;

  /// @param journals folder of the files that say how far replays are
  public ReplayRun(Gateway gateway, Pause pause, Console console, Path journals) {
    this.gateway = gateway;
    this.pause = pause;
    this.console = console;
    this.journals = journals;
  }

  /// @throws ReplayRefused where a record of any file cannot be taken
  /// @throws IOException where a file cannot be read
  public EvaluationRun.Outcome of(ReplayRequest request, ReplayFiles files)
      throws IOException, InterruptedException {
    ReplayJournal.demandFolder(journals);
    VersionChoice.Choice choice = new VersionChoice(gateway, console).of(request, files);
    var answers = new MatchedAnswers(choice.index(), request.answerLength(), console);
    long all = answers.check(files.answers());
    if (choice.unregistered().isPresent())
      new UnlistedRegistration(gateway, pause, console)
          .register(
              choice.version(),
              choice.unregistered().get(),
              choice.index().size(),
              request.rule(),
              files.synonyms());
    if (choice.truthFromAnswers())
      console.note(
          "the truth stands in the file of answers alone: a question that is missing there is"
              + " missed by nobody");
    var origin = new RecordedRequest.AnswersFile(request.model(), choice.truthFromAnswers());
    String run = request.run().orElse(files.hash());
    EvaluationState opened =
        gateway.open(new RecordedRequest(choice.version(), origin, run, List.of()));
    long known = acknowledged(opened, request, files, all);
    if (known > 0) console.note("not sent again: " + known + " acknowledged answers");
    if (known < all) send(opened, choice, answers, files, known);
    EvaluationState closed = opened.phase().over() ? opened : gateway.close(opened.id());
    EvaluationRun.Outcome outcome = new EvaluationRun(gateway, pause, console).follow(closed);
    journal(opened, files).delete();
    return outcome;
  }

  /// How many of the file's answers, from its beginning, need not be sent again.
  private long acknowledged(
      EvaluationState opened, ReplayRequest request, ReplayFiles files, long all)
      throws IOException {
    boolean allScored = opened.flawless() && request.run().isEmpty();
    if (allScored) return all; // the id holds the hash of just this file
    return opened.scored() == 0 ? 0 : Math.min(all, journal(opened, files).acknowledged());
  }

  private void send(
      EvaluationState opened,
      VersionChoice.Choice choice,
      MatchedAnswers answers,
      ReplayFiles files,
      long known)
      throws IOException, InterruptedException {
    ReplayJournal journal = journal(opened, files);
    var upload = new AnswerUpload(gateway, opened.id(), pause);
    long[] passed = {0};
    long[] written = {0};
    answers.each(
        files.answers(),
        answer -> {
          if (passed[0]++ < known) return;
          String item = ItemId.of(choice.version(), choice.index().hash(answer.item()));
          upload.add(answer.place(), item, answer.text());
          if (upload.acknowledged() == written[0]) return;
          written[0] = upload.acknowledged();
          journal.write(known + written[0]);
        });
    upload.flush();
    journal.write(known + upload.acknowledged());
  }

  /// That of this opening of the evaluation and this file.
  private ReplayJournal journal(EvaluationState opened, ReplayFiles files) {
    String name = ContentId.of("replay", List.of(opened.id(), opened.opened(), files.hash()));
    return ReplayJournal.in(journals, name);
  }
}
