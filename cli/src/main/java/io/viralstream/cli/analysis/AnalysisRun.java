package io.viralstream.cli.analysis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.checkpoint.PictureFile;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.PlainText;
import io.viralstream.cli.console.Progress;
import io.viralstream.images.Picture;
import io.viralstream.models.analyse.AnalysisPass;
import io.viralstream.models.analyse.Figure;
import io.viralstream.models.analyse.LayerFigure;
import io.viralstream.models.analyse.LayerProbes;
import io.viralstream.models.analyse.Measure;
import io.viralstream.models.analyse.PatchLabels;
import io.viralstream.models.analyse.PictureFigures;
import io.viralstream.models.analyse.Seen;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.TextRejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at one item after the other and writes down what it saw; what is there already is not
/// looked at again, but for the pictures that probes learn from.
///
/// Memory holds one picture's tensors, and the sums of the probes.
public final class AnalysisRun implements AutoCloseable {
  private final Torch torch;
  private final AnalysisPlan plan;
  private final AnalysisData data;
  private final List<AnalysisPass> passes;
  private final List<LayerProbes> probes;
  private final List<Integer> grids;
  private final PictureFigures figures;
  private final AnalysisPictures pictures;
  private int skipped;

  /// @param models as the plan has them, one or two
  /// @throws AnalysisRefused where one has not all layers
  public AnalysisRun(
      Torch torch,
      AnalysisPlan plan,
      AnalysisData data,
      List<AnalysedModel> models,
      AnalysisPictures pictures) {
    this.torch = torch;
    this.plan = plan;
    this.data = data;
    this.pictures = pictures;
    for (AnalysedModel model : models) demandLayers(model);
    passes =
        models.stream()
            .map(each -> new AnalysisPass(each.loaded(), each.teacher(), plan.settings()))
            .toList();
    grids = models.stream().map(each -> each.loaded().model().encoder().view().grid()).toList();
    boolean probing = plan.settings().measures().contains(Measure.PROBE);
    probes =
        probing
            ? models.stream().map(each -> new LayerProbes(torch, GeneratedScenes.CLASSES)).toList()
            : List.of();
    figures = new PictureFigures(plan.settings());
  }

  private void demandLayers(AnalysedModel model) {
    int blocks = model.loaded().model().language().settings().blocks();
    int highest = plan.settings().layers().getLast();
    if (highest > blocks)
      throw new AnalysisRefused(
          "--layers: " + highest + ", but " + model.name() + " has " + blocks + " blocks");
  }

  /// How many of the first pictures probes learn from; the others test them.
  private int learning() {
    return probes.isEmpty() ? 0 : data.size() * 2 / 3;
  }

  /// @return how many items were skipped, each of which is named on the console
  public int into(AnalysisFolder folder, Console console) throws IOException {
    skipped = 0;
    try (Progress progress = console.progress("analyse", data.size())) {
      for (int i = 0; i < data.size(); i++) {
        AnalysisItem item = data.at(i);
        if (i < learning() || !folder.has(item.id())) look(i, item, folder, console);
        progress.at(i + 1L, skipped == 0 ? "" : skipped + " skipped");
      }
    }
    return skipped;
  }

  private void look(int number, AnalysisItem item, AnalysisFolder folder, Console console)
      throws IOException {
    try (Scope scope = torch.inference()) {
      Picture picture = item.picture().read();
      List<Seen> seen = new ArrayList<>();
      for (AnalysisPass pass : passes) seen.add(pass.see(picture, item.question()));
      ObjectNode row = row(number, item, seen);
      if (folder.has(item.id())) return;
      pictures.draw(number, picture, seen, folder);
      folder.add(row);
    } catch (PictureFile.Refused | TextRejected bad) {
      skipped++;
      console.note(PlainText.lines("skipped " + item.id() + ": " + bad.getMessage()));
      if (!folder.has(item.id())) folder.add(skipping(item, String.valueOf(bad.getMessage())));
    }
  }

  private ObjectNode row(int number, AnalysisItem item, List<Seen> seen) {
    ObjectNode row = named(item).put("question", item.question());
    ArrayNode models = row.putArray("models");
    for (int i = 0; i < seen.size(); i++) {
      Optional<Seen> against =
          i == 0 && seen.size() > 1 ? Optional.of(seen.getLast()) : Optional.empty();
      List<LayerFigure> all = new ArrayList<>(figures.of(seen.get(i), against));
      all.addAll(probed(number, i, item, seen.get(i)));
      ObjectNode model =
          models.addObject().put("analysis", plan.id(i)).put("model", plan.models().get(i).name());
      seen.get(i).answer().ifPresent(answer -> model.put("answer", answer.strip()));
      ArrayNode list = model.putArray("figures");
      all.forEach(figure -> list.add(json(figure)));
    }
    return row;
  }

  private List<LayerFigure> probed(int number, int model, AnalysisItem item, Seen seen) {
    if (probes.isEmpty()) return List.of();
    PatchLabels labels = item.labels().orElseThrow().apply(grids.get(model));
    if (number >= learning()) return probes.get(model).test(seen, labels);
    probes.get(model).learn(seen, labels);
    return List.of();
  }

  private static ObjectNode json(LayerFigure figure) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("measure", figure.measure());
    figure.layer().ifPresent(layer -> json.put("layer", layer));
    figure.head().ifPresent(head -> json.put("head", head));
    return switch (figure.figure()) {
      case Figure.Known(double value) -> json.put("value", value);
      case Figure.Undefined(String why) -> json.putNull("value").put("reason", why);
    };
  }

  private static ObjectNode named(AnalysisItem item) {
    return JsonNodeFactory.instance.objectNode().put("item", item.id());
  }

  private static ObjectNode skipping(AnalysisItem item, String reason) {
    return named(item).put("skipped", reason);
  }

  @Override
  public void close() {
    probes.forEach(LayerProbes::close);
  }
}
