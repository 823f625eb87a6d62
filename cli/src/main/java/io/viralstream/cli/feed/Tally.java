package io.viralstream.cli.feed;

import java.util.ArrayList;
import java.util.List;

/// How many lines were taken and refused; the first refusals are kept with their reasons.
public final class Tally {
  private static final int KEPT = 20;

  private long taken;
  private long refused;
  private final List<String> reasons = new ArrayList<>();

  void take(int lines) {
    taken += lines;
  }

  void refuse(String place, String reason) {
    refused++;
    if (reasons.size() < KEPT) reasons.add(place + ": " + reason);
  }

  public long taken() {
    return taken;
  }

  public long refused() {
    return refused;
  }

  /// The first refusals, and how many more there were.
  public List<String> remarks() {
    var remarks = new ArrayList<>(reasons);
    if (refused > reasons.size()) remarks.add("… and " + (refused - reasons.size()) + " more");
    return List.copyOf(remarks);
  }
}
