package io.viralstream.cli.feed;

import java.util.ArrayList;
import java.util.List;

/// How many lines were taken and refused; the first refusals are kept with their reasons, and the
/// first notes on what was taken.
public final class UploadCounts {
  private static final int KEPT = 20;

  private long taken;
  private long refused;
  private long noted;
  private final List<String> reasons = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  void take(int lines) {
    taken += lines;
  }

  public void refuse(String place, String reason) {
    refused++;
    if (reasons.size() < KEPT) reasons.add(place + ": " + reason);
  }

  /// A line that was taken otherwise than it stands.
  void note(String place, String note) {
    noted++;
    if (notes.size() < KEPT) notes.add(place + ": taken, but " + note);
  }

  /// `12 taken, 1 refused`.
  public String sentence() {
    return taken + " taken, " + refused + " refused";
  }

  public long taken() {
    return taken;
  }

  public long refused() {
    return refused;
  }

  /// The first refusals and notes, and how many more there were of each.
  public List<String> remarks() {
    var remarks = new ArrayList<>(reasons);
    if (refused > reasons.size()) remarks.add("… and " + (refused - reasons.size()) + " more");
    remarks.addAll(notes);
    if (noted > notes.size()) remarks.add("… and " + (noted - notes.size()) + " more notes");
    return List.copyOf(remarks);
  }
}
