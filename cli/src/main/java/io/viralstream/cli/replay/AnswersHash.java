package io.viralstream.cli.replay;

import io.viralstream.schemas.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The SHA-256 of a file of answers, or of a folder of them: which run they are, where nobody says.
public final class AnswersHash {
  private AnswersHash() {}

  /// @return a file's own SHA-256 in hex; of a folder that of all names and hashes in it
  /// @throws IOException where a file cannot be read
  public static String of(Path answers) throws IOException {
    if (!Files.isDirectory(answers)) return ofFile(answers);
    var fields = new ArrayList<String>();
    for (Path file : files(answers)) {
      fields.add(answers.relativize(file).toString());
      fields.add(ofFile(file));
    }
    return ContentId.of("folder of answers", fields);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String ofFile(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
