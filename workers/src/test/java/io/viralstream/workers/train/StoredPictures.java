package io.viralstream.workers.train;

import io.viralstream.images.Picture;
import io.viralstream.images.PngWriter;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.workers.kafka.ImageSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/// Pictures in memory, each of random pixels of its own seed.
public final class StoredPictures implements ImageSource {
  private final Map<String, byte[]> files = new HashMap<>();

  public ImageRef add(int seed) {
    byte[] rgb = new byte[6 * 9 * 3];
    new Random(seed).nextBytes(rgb);
    byte[] file = PngWriter.write(new Picture(6, 9, rgb));
    String sha256 = ContentId.of(file);
    files.put(sha256, file);
    return new ImageRef(sha256, "kafka:images/0/" + seed, file.length);
  }

  @Override
  public byte[] read(ImageRef reference) throws Unavailable {
    byte[] file = files.get(reference.getSha256());
    if (file == null) throw new Unavailable(Category.IMAGE_MISSING, reference.getUri());
    return file;
  }
}
