package io.viralstream.datasets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A small workbook with one sheet: numbers are numbers, the first column's texts are shared.
final class Workbook {
  private static final String OFFICE = "http://schemas.openxmlformats.org/";
  private static final String MAIN = OFFICE + "spreadsheetml/2006/main";
  private static final String LINKS = OFFICE + "officeDocument/2006/relationships";
  private static final String PACKAGE = OFFICE + "package/2006/";

  private final StringBuilder rows = new StringBuilder();
  private final StringBuilder shared = new StringBuilder();
  private final Map<String, String> more = new LinkedHashMap<>();
  private final Map<String, Integer> zeros = new LinkedHashMap<>();
  private int row;
  private int texts;

  Workbook row(String... cells) {
    rows.append("<row r=\"").append(++row).append("\">");
    for (int at = 0; at < cells.length; at++) rows.append(cell(at, cells[at]));
    rows.append("</row>");
    return this;
  }

  private String cell(int at, String text) {
    String place = " r=\"" + (char) ('A' + at) + row + "\"";
    if (text.isEmpty()) return "";
    if (text.matches("[0-9]+")) return "<c" + place + "><v>" + text + "</v></c>";
    String safe = text.replace("&", "&amp;").replace("<", "&lt;");
    if (at > 0) return "<c" + place + " t=\"inlineStr\"><is><t>" + safe + "</t></is></c>";
    shared.append("<si><t>").append(safe).append("</t></si>");
    return "<c" + place + " t=\"s\"><v>" + texts++ + "</v></c>";
  }

  /// Any other part of the archive; then it has no sheet.
  Workbook part(String name, String text) {
    more.put(name, text);
    return this;
  }

  /// A part of zeros.
  Workbook zeros(String name, int size) {
    zeros.put(name, size);
    return this;
  }

  Path write(Path file) throws IOException {
    try (var archive = new ZipOutputStream(Files.newOutputStream(file))) {
      if (more.isEmpty()) sheet(archive);
      for (Map.Entry<String, String> part : more.entrySet())
        put(archive, part.getKey(), part.getValue());
      for (Map.Entry<String, Integer> part : zeros.entrySet()) {
        archive.putNextEntry(new ZipEntry(part.getKey()));
        for (int left = part.getValue(); left > 0; left -= 1 << 20)
          archive.write(new byte[1 << 20]);
      }
    }
    return file;
  }

  private void sheet(ZipOutputStream archive) throws IOException {
    put(
        archive,
        "[Content_Types].xml",
        "<Types xmlns=\""
            + PACKAGE
            + "content-types\">"
            + type("workbook", "sheet.main")
            + type("sharedStrings", "sharedStrings")
            + "</Types>");
    put(archive, "_rels/.rels", links("officeDocument", "xl/workbook.xml"));
    put(archive, "xl/_rels/workbook.xml.rels", links("worksheet", "worksheets/sheet1.xml"));
    put(
        archive,
        "xl/workbook.xml",
        "<workbook xmlns=\""
            + MAIN
            + "\" xmlns:r=\""
            + LINKS
            + "\"><sheets><sheet name=\"one\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    put(
        archive,
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + rows + "</sheetData></worksheet>");
    if (!zeros.containsKey("xl/sharedStrings.xml"))
      put(archive, "xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\">" + shared + "</sst>");
  }

  private static String type(String part, String kind) {
    return "<Override PartName=\"/xl/"
        + part
        + ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml."
        + kind
        + "+xml\"/>";
  }

  private static String links(String kind, String target) {
    return "<Relationships xmlns=\""
        + PACKAGE
        + "relationships\"><Relationship Id=\"rId1\" Type=\""
        + LINKS
        + "/"
        + kind
        + "\" Target=\""
        + target
        + "\"/></Relationships>";
  }

  private static void put(ZipOutputStream archive, String name, String text) throws IOException {
    archive.putNextEntry(new ZipEntry(name));
    archive.write(
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text).getBytes(StandardCharsets.UTF_8));
  }
}
