package io.viralstream.metrics.write;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the step out of a model version, `arm-step-hash`; the arm's own name may hold hyphens.
final class ModelVersion {
  private static final Pattern FORM = Pattern.compile(".+-(\\d{1,18})-[^-]+");

  private ModelVersion() {}

  /// Empty where the version has another form, such as a model from elsewhere.
  static Optional<Long> step(String version) {
    Matcher match = FORM.matcher(version);
    return match.matches() ? Optional.of(Long.parseLong(match.group(1))) : Optional.empty();
  }
}
