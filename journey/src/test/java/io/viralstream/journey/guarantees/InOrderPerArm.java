package io.viralstream.journey.guarantees;

import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All arms saw the samples in the order of `train-tasks`, each without those that became its dead
/// letters.
public final class InOrderPerArm {
  private InOrderPerArm() {}

  public static List<String> breaches(CommittedRecords arrived) {
    var breaches = new ArrayList<String>();
    Map<Long, TakenSample> order = new HashMap<>();
    arrived
        .tasks()
        .forEach((offset, task) ->
            task.getSample()
                .ifPresent(sample ->
                    order.put(
                        offset, new TakenSample(sample.getId(), task.getFeed(), task.getPass()))));
    arrived
        .steps()
        .forEach((arm, steps) -> {
          long last = -1;
          for (TrainStep step : steps) {
            for (SampleResult result : step.getSamples()) {
              if (result.getOffset() <= last)
                breaches.add(arm + ": offset " + result.getOffset() + " after " + last);
              if (!TakenSample.of(result).equals(order.get(result.getOffset())))
                breaches.add(arm + ": another sample at offset " + result.getOffset());
              last = result.getOffset();
            }
          }
        });
    return breaches;
  }
}
