package io.viralstream.cli.replay;

import io.viralstream.cli.benchmark.ItemId;
import io.viralstream.cli.client.BenchmarkSummary;
import io.viralstream.cli.client.EvaluationState;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.KnownAnswer;
import io.viralstream.cli.client.KnownItem;
import io.viralstream.cli.client.Pages;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.client.RecordedRequest;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.evaluation.EvaluationRun;
import io.viralstream.cli.feed.UploadCounts;
import io.viralstream.cli.replay.ItemIndex.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives the answers of closed evaluations another parser or another truth.
///
/// The first answers are read back, in the order of their items, and sent as recorded answers into
/// a new evaluation, whose id names the old one. So a run that broke off is repeated whole, and
/// comes to the same.
public final class RescoreRun {
  private static final String RUN = "rescore";

  private final Gateway gateway;
  private final Pause pause;
  private final Console console;

  /// An evaluation with the version that its answers are scored against.
  private record Plan(RescoreRequest request, EvaluationState old, BenchmarkSummary target) {
    boolean sameItems() {
      return target.reference().equals(old.benchmark());
    }
  }

  public RescoreRun(Gateway gateway, Pause pause, Console console) {
    this.gateway = gateway;
    this.pause = pause;
    this.console = console;
  }

  /// @throws ReplayRefused where any of them cannot be scored again so; then none is
  public List<EvaluationRun.Outcome> of(List<RescoreRequest> requests) throws InterruptedException {
    List<BenchmarkSummary> sealed = gateway.benchmarks();
    var plans = new ArrayList<Plan>();
    for (RescoreRequest request : requests) {
      EvaluationState old = gateway.evaluation(request.evaluation());
      plans.add(new Plan(request, old, request.target(old, sealed)));
    }
    var outcomes = new ArrayList<EvaluationRun.Outcome>();
    for (Plan plan : plans) outcomes.add(of(plan));
    return List.copyOf(outcomes);
  }

  private EvaluationRun.Outcome of(Plan plan) throws InterruptedException {
    var index = new ItemIndex();
    if (!plan.sameItems()) {
      fill(index, plan.target());
      demandAll(index, plan);
    }
    EvaluationState opened =
        gateway.open(
            new RecordedRequest(
                plan.target().reference(),
                new RecordedRequest.Evaluation(plan.old().id()),
                RUN,
                plan.request().parser().stream().toList()));
    if (!opened.flawless()) send(plan, index, opened);
    EvaluationState closed = opened.phase().over() ? opened : gateway.close(opened.id());
    return new EvaluationRun(gateway, pause, console).follow(closed);
  }

  private void fill(ItemIndex index, BenchmarkSummary version) throws InterruptedException {
    Pages<KnownItem> items = gateway.items(version.name(), version.version());
    for (Optional<KnownItem> item = items.next(); item.isPresent(); item = items.next())
      index.add(ItemClues.of(item.get()), item.get().truth(), ItemId.hash(item.get().id()));
  }

  /// Answers to a question that the other version does not have could not be scored.
  private void demandAll(ItemIndex index, Plan plan) throws InterruptedException {
    var missing = new UploadCounts();
    Pages<KnownItem> items = old(plan);
    for (Optional<KnownItem> item = items.next(); item.isPresent(); item = items.next()) {
      if (hash(index, item.get()).isEmpty())
        missing.refuse(
            plan.target().reference(), "has no such item: " + ItemClues.of(item.get()).sentence());
    }
    missing.remarks().forEach(console::note);
    if (missing.refused() > 0)
      throw new ReplayRefused(
          missing.refused()
              + " items of "
              + plan.old().benchmark()
              + " are not in "
              + plan.target().reference()
              + "; nothing was sent");
  }

  private Pages<KnownItem> old(Plan plan) {
    String reference = plan.old().benchmark();
    int at = reference.indexOf('@');
    return gateway.items(reference.substring(0, at), reference.substring(at + 1));
  }

  private void send(Plan plan, ItemIndex index, EvaluationState opened)
      throws InterruptedException {
    var upload = new AnswerUpload(gateway, opened.id(), pause);
    Pages<KnownAnswer> answers = gateway.answers(plan.old().id());
    Pages<KnownItem> items = old(plan);
    try (Progress progress = console.progress("rescore", plan.old().scored())) {
      for (Optional<KnownAnswer> next = answers.next(); next.isPresent(); next = answers.next()) {
        KnownAnswer answer = next.get();
        String item = plan.sameItems() ? answer.item() : item(plan, index, items, answer);
        upload.add(answer.item(), item, answer.text());
        progress.at(upload.acknowledged(), "");
      }
      upload.flush();
      progress.at(upload.acknowledged(), "");
    }
  }

  /// The item of the other version. Answers and items come in the same order, so that one pass over
  /// both finds each answer's.
  private static String item(Plan plan, ItemIndex index, Pages<KnownItem> items, KnownAnswer answer)
      throws InterruptedException {
    for (Optional<KnownItem> item = items.next(); item.isPresent(); item = items.next()) {
      if (!item.get().id().equals(answer.item())) continue;
      String hash = hash(index, item.get()).orElseThrow(() -> unknown(plan, answer));
      return ItemId.of(plan.target().reference(), hash);
    }
    throw unknown(plan, answer);
  }

  private static ReplayRefused unknown(Plan plan, KnownAnswer answer) {
    return new ReplayRefused(
        "evaluation "
            + plan.old().id()
            + " has an answer to "
            + answer.item()
            + ", expected items of "
            + plan.old().benchmark()
            + " in order");
  }

  /// Of the same question in the other version: under the same hash, or by all that is known of it.
  private static Optional<String> hash(ItemIndex index, KnownItem item) {
    String own = ItemId.hash(item.id());
    if (index.holds(own)) return Optional.of(own);
    return index.find(ItemClues.of(item)) instanceof Unique(int found)
        ? Optional.of(index.hash(found))
        : Optional.empty();
  }
}
