package io.viralstream.embedded.clickhouse.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/// HTTP's two codings around deflate, with a level of their own.
final class DeflateOutput {

  private DeflateOutput() {}

  /// What HTTP calls deflate: zlib's form.
  static OutputStream zlib(OutputStream out, int level) {
    Deflater deflater = new Deflater(level);
    return new DeflaterOutputStream(out, deflater) {
      /// A deflater that is handed in is not freed by the stream itself.
      @Override
      public void close() throws IOException {
        try {
          super.close();
        } finally {
          deflater.end();
        }
      }
    };
  }

  static OutputStream gzip(OutputStream out, int level) throws IOException {
    return new Gzip(out, level);
  }

  private static final class Gzip extends GZIPOutputStream {

    Gzip(OutputStream out, int level) throws IOException {
      super(out);
      def.setLevel(level);
    }
  }
}
