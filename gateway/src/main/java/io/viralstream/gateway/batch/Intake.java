package io.viralstream.gateway.batch;

import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.json.Field;

/// What to do with the records of a batch, by their kind.
@FunctionalInterface
public interface Intake {
  /// Reads one record and starts its picture on its way.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where it is not taken
  Arrival receive(Field document, Attachments files);
}
