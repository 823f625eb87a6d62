package io.viralstream.journey.guarantees;

import io.viralstream.schemas.avro.Admitted;
import io.viralstream.schemas.avro.Asked;
import io.viralstream.schemas.avro.Decision;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Every acknowledged sample is admitted, and trained by every arm where it was taken; every item
/// is there; every evaluation has a score for each item; every ask was answered. Or there is a dead
/// letter that says why not.
public final class NothingLost {
  private final SentEvents sent;
  private final CommittedRecords arrived;
  private final Set<String> dead;
  private final List<String> breaches = new ArrayList<>();

  private NothingLost(SentEvents sent, CommittedRecords arrived) {
    this.sent = sent;
    this.arrived = arrived;
    this.dead = arrived.deadKeys();
  }

  public static List<String> breaches(SentEvents sent, CommittedRecords arrived) {
    var check = new NothingLost(sent, arrived);
    check.samples();
    check.training();
    check.items();
    check.evaluations();
    check.asks();
    return check.breaches;
  }

  private void samples() {
    Set<TakenSample> decided = new HashSet<>();
    for (Admitted each : arrived.admitted())
      decided.add(new TakenSample(each.getSample().getId(), each.getFeed(), each.getPass()));
    sent.samples().stream()
        .filter(sample -> !decided.contains(sample) && !dead.contains(sample.sample()))
        .forEach(sample -> breaches.add("sample not admitted: " + sample));
  }

  private void training() {
    Map<TakenSample, Long> tasks = new HashMap<>();
    arrived
        .tasks()
        .forEach((offset, task) ->
            task.getSample()
                .ifPresent(sample ->
                    tasks.put(
                        new TakenSample(sample.getId(), task.getFeed(), task.getPass()), offset)));
    Set<TakenSample> taken = new HashSet<>();
    for (Admitted each : arrived.admitted()) {
      if (each.getDecision() == Decision.TAKEN)
        taken.add(new TakenSample(each.getSample().getId(), each.getFeed(), each.getPass()));
    }
    taken.stream()
        .filter(sample -> !tasks.containsKey(sample))
        .forEach(sample -> breaches.add("taken sample without a task: " + sample));
    arrived.steps().keySet().forEach(arm -> training(arm, tasks));
  }

  private void training(String arm, Map<TakenSample, Long> tasks) {
    Set<Long> trained =
        arrived.steps().getOrDefault(arm, List.of()).stream()
            .flatMap(step -> step.getSamples().stream())
            .map(SampleResult::getOffset)
            .collect(Collectors.toSet());
    Set<Long> given = arrived.deadTasks(arm);
    tasks.forEach((sample, offset) -> {
      if (!trained.contains(offset) && !given.contains(offset))
        breaches.add("not trained by " + arm + ": offset " + offset + ", " + sample);
    });
  }

  private void items() {
    Map<String, Set<String>> there = new HashMap<>();
    arrived
        .items()
        .forEach(event ->
            event
                .getItem()
                .ifPresent(item ->
                    there
                        .computeIfAbsent(
                            event.getBenchmark() + "@" + event.getVersion(), v -> new HashSet<>())
                        .add(item.getId())));
    sent.benchmarks()
        .forEach((version, count) -> {
          int found = there.getOrDefault(version, Set.of()).size();
          if (found != count)
            breaches.add(version + ": " + found + " of " + count + " items are there");
        });
  }

  private void evaluations() {
    Map<String, Set<String>> scored = new HashMap<>();
    for (Score score : arrived.scores())
      scored.computeIfAbsent(score.getEvaluation(), id -> new HashSet<>()).add(score.getItemId());
    arrived
        .givenUp()
        .forEach((id, items) -> scored.computeIfAbsent(id, e -> new HashSet<>()).addAll(items));
    sent.evaluations()
        .forEach((id, count) -> {
          int found = scored.getOrDefault(id, Set.of()).size();
          if (found != count)
            breaches.add(
                "evaluation "
                    + id
                    + ": "
                    + found
                    + " of "
                    + count
                    + " items are scored or given up");
        });
  }

  private void asks() {
    Set<String> answered = arrived.asked().stream().map(Asked::getId).collect(Collectors.toSet());
    sent.asks().stream()
        .filter(id -> !answered.contains(id) && !dead.contains(id))
        .forEach(id -> breaches.add("ask without an answer: " + id));
  }
}
