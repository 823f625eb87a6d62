package io.viralstream.images;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of picture file that are taken, recognised by their first bytes and never by a name.
public enum ImageType {
  PNG("image/png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
  JPEG("image/jpeg", 0xFF, 0xD8, 0xFF);

  private final String mediaType;
  private final byte[] signature;

  ImageType(String mediaType, int... signature) {
    this.mediaType = mediaType;
    this.signature = new byte[signature.length];
    for (int i = 0; i < signature.length; i++) {
      this.signature[i] = (byte) signature[i];
    }
  }

  /// The registered media type, as in a data URL or a Content-Type.
  public String mediaType() {
    return mediaType;
  }

  /// What the file is by its signature, or nothing where it is none of these.
  public static Optional<ImageType> recognise(byte[] file) {
    return Arrays.stream(values()).filter(type -> type.startsWith(file)).findFirst();
  }

  int signatureLength() {
    return signature.length;
  }

  private boolean startsWith(byte[] file) {
    return file.length >= signature.length
        && Arrays.equals(file, 0, signature.length, signature, 0, signature.length);
  }
}
