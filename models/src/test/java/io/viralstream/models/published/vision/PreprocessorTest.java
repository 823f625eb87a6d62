package io.viralstream.models.published.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.ResizeFilter;
import io.viralstream.images.Rgb;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.preprocess.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessorTest {
  private static final String CROPS = "\"crop_size\":{\"height\":8,\"width\":8}";
  private static final String SHORTEST = "\"size\":{\"shortest_edge\":9}";

  @TempDir Path folder;

  @Test
  void cropsTheMiddleOfAShortestEdge() throws IOException {
    assertEquals(
        new Preprocessing.Cropped(9, 8, ResizeFilter.BICUBIC),
        preprocessing("{\"do_center_crop\":true,\"resample\":3," + CROPS + "," + SHORTEST + "}"));
  }

  @Test
  void readsPlainNumbersAsTheFirstFilesHaveThem() throws IOException {
    assertEquals(
        new Preprocessing.Cropped(8, 8, ResizeFilter.BICUBIC),
        preprocessing("{\"do_center_crop\":true,\"crop_size\":8,\"size\":8}"));
    assertEquals(
        new Preprocessing.Squashed(8, ResizeFilter.BICUBIC), preprocessing("{\"size\":8}"));
  }

  @Test
  void squashesToHeightAndWidth() throws IOException {
    assertEquals(
        new Preprocessing.Squashed(8, ResizeFilter.BILINEAR),
        preprocessing("{\"resample\":2,\"size\":{\"height\":8,\"width\":8}}"));
  }

  @Test
  void padsFirstWhereTheFilePads() throws IOException {
    assertEquals(
        new Preprocessing.Padded(
            new Rgb(122, 116, 104), new Preprocessing.Cropped(9, 8, ResizeFilter.LANCZOS)),
        preprocessing("{\"do_pad\":true,\"resample\":1," + CROPS + "," + SHORTEST + "}"));
  }

  @Test
  void findsItselfInAJointProcessorFile() throws IOException {
    Files.writeString(
        folder.resolve("processor_config.json"), "{\"image_processor\":{\"size\":8}}");
    assertEquals(
        new Preprocessing.Squashed(8, ResizeFilter.BICUBIC),
        Preprocessor.of(folder).orElseThrow().preprocessing(8));
  }

  @Test
  void readsTheJointFileFirst() throws IOException {
    Files.writeString(
        folder.resolve("processor_config.json"), "{\"image_processor\":{\"size\":8}}");
    assertEquals(
        new Preprocessing.Squashed(8, ResizeFilter.BICUBIC),
        preprocessing("{\"size\":8,\"resample\":2}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLIPFeatureExtractor", "CLIPImageProcessorFast", "LlavaImageProcessor"})
  void doesAsTheClassWhereNothingIsSaid(String type) throws IOException {
    assertEquals(
        new Preprocessing.Cropped(9, 8, ResizeFilter.BICUBIC),
        preprocessing("{\"image_processor_type\":\"" + type + "\",\"size\":9," + CROPS + "}"));
  }

  @Test
  void cutsNothingOutForSiglip() throws IOException {
    assertEquals(
        new Preprocessing.Squashed(8, ResizeFilter.BICUBIC),
        preprocessing(
            "{\"image_processor_type\":\"SiglipImageProcessor\",\"do_center_crop\":null,"
                + "\"size\":{\"height\":8,\"width\":8,\"shortest_edge\":null}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'size':9}|size=9, expected 8",
        "{'size':{'height':8,'width':9}}|a square",
        "{'size':{'shortest_edge':8}}|do_center_crop",
        "{'size':{'shortest_edge':100000},'crop_size':8}|1 to 4096 pixels",
        "{'size':8,'crop_size':16}|crop_size=16, expected 8",
        "{'size':8,'resample':0}|resample=0",
        "{'size':8,'do_rescale':false}|do_rescale=false",
        "{'size':8,'rescale_factor':1}|rescale_factor=1",
        "{'do_resize':true}|size=null",
        "{'size':8,'image_processor_type':'SiglipImageProcessor'}|do_center_crop",
        "{'size':8,'crop_size':8,'do_pad':true,'image_processor_type':'CLIPImageProcessor'}|do_pad",
        "{'size':8,'image_processor_type':'LlavaNextImageProcessor'}|image_processor_type",
        "{'size':{'shortest_edge':8,'longest_edge':9},'crop_size':8}|longest_edge",
        "{'size':8,'crop_size':8,'do_center_crop':null,'image_processor_type':'CLIPImageProcessor'}"
            + "|do_center_crop=null",
        "{'size':8,'do_resize':null}|do_resize=null"
      })
  void refusesWhatItDoesNotDo(String json, String named) {
    String message =
        assertThrows(CheckpointRejected.class, () -> preprocessing(json.replace('\'', '"')))
            .toString();
    assertTrue(message.contains(named), message);
  }

  private Preprocessing preprocessing(String json) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), json);
    return Preprocessor.of(folder).orElseThrow().preprocessing(8);
  }
}
