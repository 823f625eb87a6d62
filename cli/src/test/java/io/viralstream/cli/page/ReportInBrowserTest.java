package io.viralstream.cli.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The report as a person opens it: in a headless Chromium, where there is one.
class ReportInBrowserTest {
  @TempDir(cleanup = CleanupMode.NEVER) // the browser may still write while it ends
  Path folder;

  private final List<Browser> opened = new ArrayList<>();

  @BeforeEach
  void wantsABrowser() {
    assumeTrue(
        Browser.installed().isPresent(), "no chromium, chromium-browser or google-chrome on PATH");
  }

  @AfterEach
  void closes() {
    opened.forEach(Browser::close);
  }

  private Browser open() throws Exception {
    Path page = Files.writeString(folder.resolve("report.html"), ExamplePage.in(folder).html());
    Browser browser =
        Browser.start(
            Browser.installed().orElseThrow(), Files.createDirectory(folder.resolve("profile")));
    opened.add(browser);
    browser.open(page);
    return browser;
  }

  @Test
  void opensWithoutAnErrorOrAForeignRequestAndByKeyboardAndInBothThemes() throws Exception {
    Browser browser = open();
    assertEquals("5", browser.value("String(document.querySelectorAll('section').length)"));
    assertEquals(List.of(), browser.events("Runtime.exceptionThrown"));
    assertEquals(List.of(), browser.events("Log.entryAdded"));
    assertEquals(List.of(), browser.events("Runtime.consoleAPICalled"));
    for (JsonNode request : browser.events("Network.requestWillBeSent")) {
      String url = request.path("params").path("request").path("url").asText();
      assertTrue(url.startsWith("file:") || url.startsWith("data:"), url);
    }

    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      browser.press("Tab", 9, "");
      reached.add(browser.value("document.activeElement.tagName"));
    }
    assertTrue(reached.containsAll(List.of("A", "SUMMARY", "DIV")), reached.toString());
    assertEquals("false", browser.value("String(document.querySelector('details').open)"));
    browser.value("document.querySelector('summary').focus()");
    browser.press("Enter", 13, "\r");
    assertEquals("true", browser.value("String(document.querySelector('details').open)"));

    String light = background(browser, "light");
    String dark = background(browser, "dark");
    assertNotEquals(light, dark);
  }

  private static String background(Browser browser, String theme) throws Exception {
    browser.call(
        "Emulation.setEmulatedMedia",
        "features",
        List.of(Map.of("name", "prefers-color-scheme", "value", theme)));
    return browser.value("getComputedStyle(document.body).backgroundColor");
  }
}
