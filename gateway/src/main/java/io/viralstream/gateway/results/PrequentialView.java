package io.viralstream.gateway.results;

import io.viralstream.metrics.read.PrequentialCurves;
import io.viralstream.metrics.read.PrequentialCurves.Curve;
import io.viralstream.metrics.read.PrequentialQuery;
import java.util.List;

/// Prequential curves as clients read them.
///
/// @param samples samples that were asked for
/// @param earlierLeftOut of these the oldest, which no curve has
/// @param smallerLeftOut curves with fewer samples than those that are here
record PrequentialView(
    String arm,
    int window,
    double fading,
    long samples,
    long earlierLeftOut,
    long smallerLeftOut,
    List<Curve> curves) {

  static PrequentialView of(PrequentialQuery query, PrequentialCurves found) {
    return new PrequentialView(
        query.arm(),
        query.window(),
        query.fading(),
        found.samples(),
        found.samples() - found.drawn(),
        found.found() - found.curves().size(),
        found.curves());
  }
}
