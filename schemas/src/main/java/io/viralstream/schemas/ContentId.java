package io.viralstream.schemas;

import io.viralstream.schemas.avro.Turn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Ids that are content: the SHA-256 of what makes two records the same.
///
/// Fields are hashed with their lengths, so that moving a letter from one field to the next gives
/// another id: ("ab", "c") is hashed as 2 a b 1 c, ("a", "bc") as 1 a 2 b c, lengths being four
/// bytes.
public final class ContentId {
  private final MessageDigest digest = sha256();

  private ContentId(String kind) {
    add(kind);
  }

  /// The id of bytes alone, such as a picture's.
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /// A sample whose picture, if any, comes with its first turn.
  ///
  /// @param imageSha256 hash of the picture, or the empty string where there is none
  public static String sample(List<Turn> turns, String imageSha256) {
    return sample(turns, imageSha256, 0);
  }

  /// @param imageSha256 hash of the picture, or the empty string where there is none
  /// @param pictureTurn the turn that has the picture, from 0
  public static String sample(List<Turn> turns, String imageSha256, int pictureTurn) {
    String kind = pictureTurn == 0 ? "sample" : "sample with its picture at turn " + pictureTurn;
    ContentId id = new ContentId(kind).add(imageSha256);
    turns.forEach(turn -> id.add(turn.getQuestion()).add(turn.getAnswer()));
    return id.hex();
  }

  /// `benchmark@version/hash`. The category belongs to it: POPE's ids restart in each split, and
  /// one source id of MME names two questions.
  ///
  /// @param picture as [#picture] says
  public static String item(
      String benchmark,
      String version,
      String category,
      String sourceId,
      String picture,
      String question) {
    String hash =
        new ContentId("item").add(category).add(sourceId).add(picture).add(question).hex();
    return benchmark + "@" + version + "/" + hash;
  }

  /// What an item's id has for a picture: its hash, or its name where its bytes are not here.
  ///
  /// @param sha256 empty where there is no picture, or only its name is known
  public static String picture(Optional<String> sha256, Optional<String> name) {
    return sha256.or(() -> name.map(known -> "named " + known)).orElse("");
  }

  /// The hash of any list of fields, under a kind that keeps equal fields of different records
  /// apart.
  public static String of(String kind, List<String> fields) {
    return of(kind, fields.stream());
  }

  /// The same of fields that need not all be there at once.
  static String of(String kind, Stream<String> fields) {
    var id = new ContentId(kind);
    fields.forEachOrdered(id::add);
    return id.hex();
  }

  private ContentId add(String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
    return this;
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
