package io.viralstream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.ItemHashes.Item;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemHashesTest {
  private final ItemHashes items = new ItemHashes();

  @Test
  void keepsWhatAMapWouldKeep() {
    var random = new Random(7);
    Map<String, Item> map = new HashMap<>();
    for (int round = 0; round < 12_000; round++) {
      String id = "b@v/" + random.nextInt(5_000);
      var item = new Item(hash(random.nextInt(9_000)), random.nextLong());
      assertEquals(Optional.ofNullable(map.put(id, item)), put(id, item));
    }
    assertEquals(map.size(), items.size());
    for (int id = 0; id < 6_000; id++)
      assertEquals(Optional.ofNullable(map.get("b@v/" + id)), items.find("b@v/" + id));
  }

  @Test
  void makesTheVersionThatItsHashesMake() {
    for (int count : List.of(0, 1, 2, 3_000)) {
      var some = new ItemHashes();
      List<String> hashes =
          new Random(count).ints(count, 0, 2_000).mapToObj(ItemHashesTest::hash).toList();
      for (String hash : hashes) some.put("id" + some.size(), hash, 0);
      assertEquals(count, some.size());
      assertEquals(BenchmarkVersion.of(hashes), BenchmarkVersion.of(some));
    }
  }

  /// Nobody finds such hashes by chance, but the version must not depend on that.
  @Test
  void ordersHashesThatDifferInTheirLastDigitsOnly() {
    List<String> hashes =
        List.of("f", "0", "8", "7", "8").stream()
            .flatMap(last -> List.of("0", "7", "8", "f").stream().map(first -> first + last))
            .map(ends -> ends.charAt(0) + "a".repeat(62) + ends.charAt(1))
            .toList();
    for (String hash : hashes) put("id" + items.size(), new Item(hash, 0));
    assertEquals(hashes.stream().distinct().sorted().toList(), items.sorted().toList());
  }

  @Test
  void takesNinetyBytesAnItemAtMostOnceThereAreMany() {
    for (int id = 0; id < 20_000; id++) put("id" + id, new Item(hash(id), id));
    assertTrue(items.bytes() <= 90L * items.size(), items.bytes() + " bytes");
  }

  @Test
  void countsTheHeapThatItTakes() {
    long pages = 2 * 1_024 * 9 * Long.BYTES;
    for (int id = 0; id < 1_025; id++) put("id" + id, new Item(hash(id), id));
    assertEquals(pages + 4_096 * Integer.BYTES, items.bytes());
  }

  @Test
  void refusesWhatIsNoHash() {
    assertThrows(IllegalArgumentException.class, () -> items.put("id", "abc", 0));
    assertEquals(Optional.empty(), items.find("id"));
  }

  private Optional<Item> put(String id, Item item) {
    return items.put(id, item.hash(), item.note());
  }

  private static String hash(int content) {
    return ContentId.of(Integer.toString(content).getBytes(StandardCharsets.UTF_8));
  }
}
