package io.viralstream.cli.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A multipart/form-data body: one text part of JSON Lines and the pictures that its lines name.
///
/// Names are our own plain ones, so none needs escaping.
public final class Multipart {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private final String boundary;
  private final List<byte[]> parts = new ArrayList<>();

  /// @param boundary a line that no part contains, such as a random id
  public Multipart(String boundary) {
    this.boundary = "viral-" + checked(boundary);
  }

  /// JSON Lines in UTF-8.
  public Multipart text(String name, byte[] content) {
    head("name=\"" + checked(name) + "\"", "application/x-ndjson; charset=utf-8");
    parts.add(content);
    return this;
  }

  public Multipart file(String name, byte[] content) {
    String known = checked(name);
    head("name=\"" + known + "\"; filename=\"" + known + "\"", "application/octet-stream");
    parts.add(content);
    return this;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher body() {
    var whole = new ArrayList<>(parts);
    whole.add(ascii("\r\n--" + boundary + "--\r\n"));
    return BodyPublishers.ofByteArrays(whole);
  }

  private void head(String disposition, String type) {
    String before = parts.isEmpty() ? "" : "\r\n";
    parts.add(
        ascii(
            before
                + "--"
                + boundary
                + "\r\nContent-Disposition: form-data; "
                + disposition
                + "\r\nContent-Type: "
                + type
                + "\r\n\r\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches())
      throw new IllegalArgumentException("part name=" + name + ", expected letters, digits, ._-");
    return name;
  }
}
