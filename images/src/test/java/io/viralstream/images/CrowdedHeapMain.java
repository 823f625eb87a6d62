package io.viralstream.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/// Decodes pictures of 4096 × 4096 at once, as many as it is told: RGBA of 16 bits, and every
/// fourth a grey JPEG.
final class CrowdedHeapMain {
  private static final int SIDE = 4096;

  private CrowdedHeapMain() {}

  public static void main(String[] arguments) throws Exception {
    int many = Integer.parseInt(arguments[0]);
    List<byte[]> files = List.of(png(), png(), png(), jpeg());
    var reader = PictureReader.standard(Runtime.getRuntime().maxMemory());
    List<Callable<Long>> work = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      byte[] file = files.get(i % files.size());
      work.add(() -> reader.read(file, PerceptualHash::of));
    }
    int decoded = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
      for (Future<Long> hash : threads.invokeAll(work)) {
        hash.get();
        decoded++;
      }
    }
    System.out.print("decoded " + decoded + "\n");
  }

  private static byte[] png() throws IOException {
    var file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    ByteBuffer header =
        ByteBuffer.allocate(13).putInt(SIDE).putInt(SIDE).put((byte) 16).put((byte) 6);
    chunk(file, "IHDR", header.array());
    var rows = new ByteArrayOutputStream();
    try (var deflated = new DeflaterOutputStream(rows)) {
      for (int y = 0; y < SIDE; y++) deflated.write(new byte[1 + SIDE * 8]);
    }
    chunk(file, "IDAT", rows.toByteArray());
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String name, byte[] data) {
    byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
    var sum = new CRC32();
    sum.update(letters);
    sum.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(letters);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  private static byte[] jpeg() throws IOException {
    var file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY), "jpeg", file);
    return file.toByteArray();
  }
}
