package io.viralstream.journey.guarantees;

import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every (sample, feed, pass) is in at most one committed step of an arm, and an arm's steps follow
/// each other without a gap: their numbers, and the offsets of `train-tasks` that they cover.
public final class CountedOnce {
  private CountedOnce() {}

  public static List<String> breaches(CommittedRecords arrived) {
    var breaches = new ArrayList<String>();
    arrived
        .steps()
        .forEach((arm, steps) -> {
          twice(arm, steps, breaches);
          gaps(arm, steps, breaches);
        });
    return breaches;
  }

  private static void twice(String arm, List<TrainStep> steps, List<String> breaches) {
    Set<TakenSample> counted = new HashSet<>();
    for (TrainStep step : steps) {
      for (SampleResult result : step.getSamples()) {
        var sample = TakenSample.of(result);
        if (!counted.add(sample)) breaches.add("counted twice by " + arm + ": " + sample);
      }
    }
  }

  private static void gaps(String arm, List<TrainStep> steps, List<String> breaches) {
    for (int i = 1; i < steps.size(); i++) {
      TrainStep before = steps.get(i - 1);
      TrainStep step = steps.get(i);
      if (step.getStep() != before.getStep() + 1)
        breaches.add(arm + ": step " + step.getStep() + " follows " + before.getStep());
      if (step.getFirstOffset() != before.getNextOffset())
        breaches.add(
            arm + ": offset " + step.getFirstOffset() + " follows " + before.getNextOffset());
    }
  }
}
