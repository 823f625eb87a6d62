package io.viralstream.images;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/// Says of each file on standard input, a length and its bytes, what becomes of it: size and
/// SHA-256 of its pixels, or that and why it is refused. For `tools/golden/picture_campaign.py`.
final class CampaignMain {
  private CampaignMain() {}

  public static void main(String[] arguments) throws IOException {
    say(System.in, System.out, PictureReader.standard(Runtime.getRuntime().maxMemory()));
  }

  private static void say(InputStream in, PrintStream out, PictureReader reader)
      throws IOException {
    var files = new DataInputStream(in);
    try {
      while (true) {
        byte[] file = new byte[files.readInt()];
        files.readFully(file);
        out.println(outcome(file, reader));
      }
    } catch (EOFException end) {
      out.flush();
    }
  }

  private static String outcome(byte[] file, PictureReader reader) {
    try {
      Picture picture = reader.read(file);
      return picture.width() + "x" + picture.height() + " " + ContentHash.sha256(picture.rgb());
    } catch (ImageRejected refused) {
      return "refused " + refused.category();
    }
  }
}
