package io.viralstream.gateway.catalogue;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Says which model version a client means: a version by its name, an arm by its newest version,
/// nothing by the only arm's newest version.
public final class ModelNames {
  private static final Set<String> ALIASES = Set.of("champion", "challenger");

  private final Catalogue catalogue;

  public ModelNames(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// @param field the field that named it, for the problem
  public ModelVersion resolve(String field, Optional<String> name) {
    catalogue.requireWhole();
    return name.map(known -> named(field, known)).orElseGet(() -> only(field));
  }

  /// The newest version of an arm.
  public ModelVersion newest(String field, String arm) {
    catalogue.requireWhole();
    return catalogue
        .newestModel(arm)
        .orElseThrow(() -> unknown(field, "no arm of this name has published a model"));
  }

  private ModelVersion named(String field, String name) {
    Optional<ModelVersion> version = catalogue.model(name);
    if (version.isPresent()) return version.get();
    Optional<ModelVersion> newest = catalogue.newestModel(name);
    if (newest.isPresent()) return newest.get();
    if (ALIASES.contains(name)) throw unknown(field, "the alias is not assigned to a version");
    throw unknown(field, "it is no published version, no arm and no alias");
  }

  private ModelVersion only(String field) {
    List<String> arms = catalogue.arms();
    if (arms.isEmpty()) throw unknown(field, "no arm has published a model yet");
    if (arms.size() > 1) {
      String detail = field + ": name one of the arms " + String.join(", ", arms);
      throw Problem.at(field, ProblemKind.AMBIGUOUS_MODEL, detail).exception();
    }
    return newest(field, arms.getFirst());
  }

  private static ProblemException unknown(String field, String detail) {
    return Problem.at(field, ProblemKind.UNKNOWN_MODEL, field + ": " + detail).exception();
  }
}
