package dev.seq4j.apps.translation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.CountDisplay;
import dev.seq4j.apps.data.DataOptions;
import dev.seq4j.apps.plot.LengthCurves;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.datasets.translation.PairFormat;
import dev.seq4j.datasets.translation.TranslationCorpus;
import dev.seq4j.datasets.translation.TranslationParts;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.translation.TranslationReport;
import dev.seq4j.models.translation.Translator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How {@code evaluate} measures translators, one or several on the same sentences. */
public final class TranslationTest {

  @Mixin private PairOptions pairs;

  @Option(
      names = "--beam",
      paramLabel = "N",
      description =
          "Beginnings of a translation or caption that are kept, 1: greedy (default:"
              + " ${DEFAULT-VALUE}).")
  private int beam = Translator.DEFAULT_BEAM_WIDTH;

  @Option(
      names = "--beside",
      paramLabel = "FILE",
      description = "Another translator, to be measured, too; may be given several times.")
  private List<Path> beside = new ArrayList<>();

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw how good translators are on short and on long sentences, a PNG file.")
  private Path plot;

  /**
   * @return beginnings that are kept
   */
  public int beam() {
    return beam;
  }

  /** What is printed of a translator with {@code --json}. */
  private record Translated(
      String model, String data, int beam, @JsonUnwrapped TranslationReport report) {}

  /**
   * Measures, prints and draws.
   *
   * @param data where sentences come from
   * @param model the first translator
   */
  public void run(CommonOptions common, DataOptions data, Path model) {
    CorpusLocation location = data.home(common).locate(Catalogue.TRANSLATION);
    common.say(location.describe());
    List<Path> models = new ArrayList<>(List.of(model));
    models.addAll(beside);
    Map<String, List<TranslationReport.OfLength>> curves = new LinkedHashMap<>();
    for (Path each : models) {
      Translator translator = Translator.load(each);
      Map<String, List<String>> sentences = sentences(common, translator, location);
      TranslationReport report;
      try (CountDisplay progress = new CountDisplay(common, "sentences", sentences.size())) {
        report =
            TranslationReport.of(
                translator, sentences, translator.search().withBeamWidth(beam), progress);
      }
      common.result(
          each + ": " + report.line(),
          new Translated(each.toString(), location.describe(), beam, report));
      String name = translator.settings().architecture().toString();
      curves.put(curves.containsKey(name) ? each.toString() : name, report.byLength());
    }
    if (plot != null) {
      LengthCurves.write(plot, curves);
    }
  }

  /** The test part of what the model was trained on, or all of any other data. */
  private Map<String, List<String>> sentences(
      CommonOptions common, Translator translator, CorpusLocation location) {
    TranslationCorpus corpus =
        TranslationCorpus.read(location, PairFormat.DEFAULT, translator.settings().normalization());
    ModelCard card = translator.card();
    boolean known = card.provenance().digest().equals(corpus.digest());
    PairOptions.Division division = pairs.division();
    List<SentencePair> chosen =
        known ? division.parts(corpus, card.provenance().seed()).test() : division.select(corpus);
    Map<String, List<String>> references = TranslationParts.references(chosen);
    common.say(
        String.format(
            Locale.ROOT,
            "%,d sentences with %,d translations%s",
            references.size(),
            references.values().stream().mapToInt(List::size).sum(),
            known ? ", the test part of the data that the model was trained on" : ""));
    return references;
  }
}
