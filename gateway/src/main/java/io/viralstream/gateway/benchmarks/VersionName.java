package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A benchmark and one of its versions, as they are written: `name@version`.
///
/// @param version SHA-256 over all items with their truth, as the client computed it
public record VersionName(String name, String version) {
  private static final Pattern REFERENCE =
      Pattern.compile("([A-Za-z0-9._-]{1,64})(?:@([0-9a-f]{64}))?");

  /// An item's id, as [io.viralstream.schemas.ContentId#item] makes it.
  public static final Pattern ITEM =
      Pattern.compile("[A-Za-z0-9._-]{1,64}@[0-9a-f]{64}/[0-9a-f]{64}");

  public VersionName {
    if (!Parameters.NAME.matcher(name).matches())
      throw new IllegalArgumentException("benchmark=" + name + ", expected a name");
    if (!Parameters.HASH.matcher(version).matches())
      throw new IllegalArgumentException("version=" + version + ", expected a SHA-256 in hex");
  }

  /// A reference in which the version may be left out.
  public record Reference(String name, Optional<String> version) {}

  /// @param field the field that holds it, for the problem
  public static Reference reference(String field, String text) {
    Matcher match = REFERENCE.matcher(text);
    if (!match.matches())
      throw Problem.at(field, ProblemKind.INVALID, field + ": expected name or name@version")
          .exception();
    return new Reference(match.group(1), Optional.ofNullable(match.group(2)));
  }

  String key() {
    return name + "@" + version;
  }

  /// The key of one partition's seal, apart from every item's.
  String sealKey(int partition) {
    return key() + "#seal-" + partition;
  }
}
