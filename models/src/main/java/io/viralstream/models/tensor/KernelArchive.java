package io.viralstream.models.tensor;

import io.viralstream.images.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The TorchScript archive that carries our kernels, written from their readable source.
///
/// The format is a zip of stored entries: the source of one class, a pickle that makes an instance
/// of it, an empty table of constants and the version of the format.
final class KernelArchive {
  private static final String CLASS_NAME = "Kernels";
  private static final String HEADER =
      "class Kernels(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";
  private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};
  private static final byte[] FORMAT_VERSION = "10\n".getBytes(StandardCharsets.US_ASCII);

  private KernelArchive() {}

  static byte[] bytes() {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      store(zip, "kernels/data.pkl", instance());
      store(zip, "kernels/code/__torch__.py", source().getBytes(StandardCharsets.UTF_8));
      store(zip, "kernels/constants.pkl", NO_CONSTANTS);
      store(zip, "kernels/version", FORMAT_VERSION);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return archive.toByteArray();
  }

  /// SHA-256 of what the kernels are made from, lower-case hex.
  static String hash() {
    return ContentHash.sha256(source().getBytes(StandardCharsets.UTF_8));
  }

  /// Each `def name(x: T)` of the resource becomes a method, `def name(self: __torch__.Kernels, x:
  /// T)`.
  private static String source() {
    StringBuilder source = new StringBuilder(HEADER);
    resource()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(KernelArchive::asMethodLine)
        .forEach(line -> source.append("  ").append(line).append('\n'));
    return source.toString();
  }

  private static String asMethodLine(String line) {
    if (!line.startsWith("def ")) {
      return line;
    }
    return line.replaceFirst("\\(", "(self: __torch__." + CLASS_NAME + ", ");
  }

  private static String resource() {
    try (InputStream in = KernelArchive.class.getResourceAsStream("kernels.torchscript")) {
      if (in == null) {
        throw new IllegalStateException("resource kernels.torchscript is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Pickle, protocol 2: an object of our class whose only attribute is `training = False`.
  private static byte[] instance() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes(("c__torch__\n" + CLASS_NAME + "\n").getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {')', (byte) 0x81, '}', '('});
    pickle.writeBytes(new byte[] {'X', 8, 0, 0, 0});
    pickle.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
    return pickle.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] data) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(data);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(checksum.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }
}
