package io.viralstream.cli.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Image names are looked up in one folder and never lead out of it.
class ImageFolderTest {
  @TempDir private Path root = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void makeAFolderBesideASecret() throws IOException {
    folder = Files.createDirectories(root.resolve("images"));
    Files.writeString(root.resolve("secret"), "secret");
    Files.createDirectories(folder.resolve("sub"));
    Files.write(folder.resolve("sub/a.png"), new byte[] {1, 2, 3});
  }

  @Test
  void readsAFileBelowTheFolder() throws Exception {
    assertArrayEquals(new byte[] {1, 2, 3}, new ImageFolder(folder).read("sub/a.png").bytes());
  }

  @Test
  void refusesNamesThatLeadOut() {
    assertRefused("../secret", "outside");
    assertRefused("sub/../../secret", "outside");
    assertRefused(root.resolve("secret").toString(), "outside");
    assertRefused("a\0b", "no file name");
  }

  @Test
  void refusesALinkThatLeadsOut() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.png"), root.resolve("secret"));
    assertRefused("link.png", "--follow-links");
  }

  @Test
  void followsAFolderThatIsALinkWhereItIsToldTo() throws Exception {
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Files.write(elsewhere.resolve("b.png"), new byte[] {4});
    Files.createSymbolicLink(folder.resolve("coco"), elsewhere);
    assertRefused("coco/b.png", "--follow-links");
    var following = new ImageFolder(folder, ImageFolder.Links.FOLLOWED);
    assertArrayEquals(new byte[] {4}, following.read("coco/b.png").bytes());
  }

  @Test
  void followsNoNameThatLeadsOutWhateverItIsTold() throws IOException {
    var following = new ImageFolder(folder, ImageFolder.Links.FOLLOWED);
    ImageFolder.Unavailable refused =
        assertThrows(ImageFolder.Unavailable.class, () -> following.read("../secret"));
    assertTrue(refused.reason().contains("outside"), refused.reason());
  }

  @Test
  void refusesWhatIsNotThereAndFolders() {
    assertRefused("b.png", "not in the image folder");
    assertRefused("sub", "not in the image folder");
    assertRefused("", "not in the image folder");
  }

  @Test
  void refusesAFileThatIsTooLargeWithoutReadingIt() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("large.png").toFile(), "rw")) {
      file.setLength(Topics.MAX_IMAGE_BYTES + 1L);
    }
    assertRefused("large.png", "at most");
  }

  @Test
  void refusesAFolderThatIsNone() {
    assertThrows(IOException.class, () -> new ImageFolder(root.resolve("none")));
    assertThrows(IOException.class, () -> new ImageFolder(root.resolve("secret")));
  }

  private void assertRefused(String name, String reason) {
    ImageFolder.Unavailable refused =
        assertThrows(ImageFolder.Unavailable.class, () -> new ImageFolder(folder).read(name));
    assertTrue(refused.reason().contains(reason), refused.reason());
  }
}
