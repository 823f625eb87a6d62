package io.viralstream.cli.role;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.Inspection;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A checkpoint that is published as it is, under a name that arms might have.
///
/// Written `name:/folder`; a name has no colon.
public record ServedModel(String name, Path directory) {
  private static final int LONGEST = 32;

  /// @throws IllegalArgumentException where the name is none
  public ServedModel {
    directory = directory.toAbsolutePath().normalize();
    if (!name.matches("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?"))
      throw new IllegalArgumentException(
          "--model-name=" + name + ", expected lower-case letters, digits, -, at most " + LONGEST);
  }

  /// @param name what it is called; without one, as its folder is, made fit
  public static ServedModel of(Path directory, Optional<String> name) {
    return new ServedModel(name.orElseGet(() -> fitting(directory)), directory);
  }

  public static ServedModel parse(String text) {
    int colon = text.indexOf(':');
    return new ServedModel(text.substring(0, colon), Path.of(text.substring(colon + 1)));
  }

  /// The form that `parse` reads.
  public String text() {
    return name + ":" + directory;
  }

  /// `llava-1.5-7b-hf` becomes `llava-1-5-7b-hf`.
  private static String fitting(Path directory) {
    String plain =
        known(directory.toAbsolutePath().normalize())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(LONGEST, plain.length())).replaceAll("^-+|-+$", "");
    return cut.isEmpty() ? "model" : cut;
  }

  /// A snapshot of a download cache, `models--ORG--NAME/snapshots/REVISION`, is known by the
  /// model's name.
  private static String known(Path directory) {
    Path snapshots = directory.getParent();
    Path named =
        snapshots != null && snapshots.endsWith("snapshots") ? snapshots.getParent() : directory;
    return String.valueOf((named == null ? directory : named).getFileName())
        .replaceFirst("^models--.+--", "");
  }

  /// Looks it over, before anything is loaded or published.
  ///
  /// @throws CheckpointRejected naming every problem
  void demandServable(Torch torch) {
    var found = Inspection.of(torch, directory);
    if (!found.problems().isEmpty())
      throw new CheckpointRejected(String.join("; ", found.problems()));
    if (found.serving().isEmpty())
      throw new CheckpointRejected(directory.getFileName() + ": " + unanswering(found.family()));
  }

  /// Why nothing answers from it, where its files are sound.
  ///
  /// @param family what was found in it
  public String unanswering(String family) {
    try {
      return switch (DirectoryKind.open(directory)) {
        case DirectoryKind.Trained trained ->
            "is a version that an arm trained ("
                + family
                + "); name its base "
                + trained.settings().baseName()
                + " with --model and this one with --from to train on from it, or export it with"
                + " --merged to serve it elsewhere";
        case DirectoryKind.Own ignored -> encoder(family);
        case DirectoryKind.Answering ignored -> encoder(family);
        case DirectoryKind.Vision ignored -> encoder(family);
      };
    } catch (IOException | CheckpointRejected unreadable) {
      return String.valueOf(unreadable.getMessage());
    }
  }

  private static String encoder(String family) {
    return "is an encoder or a teacher (" + family + "), nothing answers";
  }
}
