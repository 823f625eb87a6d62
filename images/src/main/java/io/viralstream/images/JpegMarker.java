package io.viralstream.images;

/// The kinds of marker in a JPEG file.
enum JpegMarker {
  /// A picture's size and components, of a kind that is decoded.
  FRAME,
  /// The same of a kind that is not: lossless, hierarchical, arithmetic.
  OTHER_FRAME,
  /// Tables that make pixels.
  TABLES,
  SCAN,
  /// Applications' data and comments, which make none.
  REMARK,
  /// Stands alone, without a segment.
  ALONE,
  END,
  /// Nothing that may stand in a file here.
  UNKNOWN;

  /// @param code the byte behind 0xFF
  static JpegMarker of(int code) {
    return switch (code) {
      case 0xC0, 0xC1, 0xC2 -> FRAME;
      case 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF -> OTHER_FRAME;
      case 0xC4, 0xCC, 0xDB, 0xDD -> TABLES;
      case 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0x01 -> ALONE;
      case 0xD9 -> END;
      case 0xDA -> SCAN;
      case 0xDC, 0xFE -> REMARK; // the first, a number of lines, is passed over by libjpeg
      default -> code >= 0xE0 && code <= 0xEF ? REMARK : UNKNOWN;
    };
  }
}
