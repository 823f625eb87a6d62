package io.viralstream.gateway.deadletters;

import io.viralstream.schemas.avro.Resend;
import java.util.List;
import java.util.Map;

/// Which letters were sent again, by the log itself.
@FunctionalInterface
public interface ResendLog {
  /// What those of some ids became that were sent again before this call.
  Map<String, Resend> of(List<String> ids);
}
