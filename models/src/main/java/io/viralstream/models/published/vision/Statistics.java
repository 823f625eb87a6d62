package io.viralstream.models.published.vision;

import java.util.List;

/// By what a family's pixels are normalised: mean and deviation of each colour in [0, 1].
public record Statistics(List<Double> mean, List<Double> deviation) {
  /// @throws IllegalArgumentException where they are not of three colours within [0, 1]
  public Statistics {
    if (mean.size() != 3 || !mean.stream().allMatch(each -> each >= 0 && each <= 1)) {
      throw new IllegalArgumentException("mean=" + mean + ", expected three numbers from 0 to 1");
    }
    if (deviation.size() != 3 || !deviation.stream().allMatch(each -> each > 0)) {
      throw new IllegalArgumentException("std=" + deviation + ", expected three numbers above 0");
    }
  }

  static final Statistics CLIP =
      new Statistics(
          List.of(.48145466, .4578275, .40821073), List.of(.26862954, .26130258, .27577711));
  static final Statistics IMAGENET =
      new Statistics(List.of(.485, .456, .406), List.of(.229, .224, .225));
  static final Statistics HALF = new Statistics(List.of(.5, .5, .5), List.of(.5, .5, .5));
}
