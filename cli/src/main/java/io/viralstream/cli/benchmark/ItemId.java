package io.viralstream.cli.benchmark;

/// The two parts of an item's id, `benchmark@version/hash`.
///
/// The hash is of category, source id, picture and question, so that one question of two versions
/// has the same.
public final class ItemId {
  private static final int HASH = 64;

  private ItemId() {}

  /// @throws IllegalArgumentException where the id is no item's
  public static String hash(String id) {
    int at = id.length() - HASH - 1;
    if (at < 0 || id.charAt(at) != '/')
      throw new IllegalArgumentException("item=" + id + ", expected benchmark@version/SHA-256");
    return id.substring(at + 1);
  }

  /// @param version `name@version`
  public static String of(String version, String hash) {
    return version + "/" + hash;
  }
}
