package dev.seq4j.apps.plot;

import dev.seq4j.models.translation.TranslationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws BLEU by the length of the sentence, a curve for each translator: whether it keeps up as
 * sentences grow.
 */
public final class LengthCurves {

  /** A length with fewer sentences says nothing. */
  private static final int FEWEST = 20;

  private LengthCurves() {}

  /**
   * @param file a PNG file, replaced if it is there
   * @param curves of the translators by name; lengths of fewer than 20 sentences are left out
   */
  public static void write(Path file, Map<String, List<TranslationReport.OfLength>> curves) {
    XYChart chart = Curves.chart("BLEU by length of the sentence", "BLEU");
    chart.setXAxisTitle("words of the sentence");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
    chart.getStyler().setXAxisDecimalPattern("#0");
    curves.forEach(
        (name, lengths) -> {
          List<TranslationReport.OfLength> shown =
              lengths.stream().filter(length -> length.sentences() >= FEWEST).toList();
          if (!shown.isEmpty()) {
            double[] x = shown.stream().mapToDouble(TranslationReport.OfLength::words).toArray();
            double[] y = shown.stream().mapToDouble(TranslationReport.OfLength::bleu).toArray();
            chart.addSeries(name, x, y).setMarker(SeriesMarkers.CIRCLE);
          }
        });
    Curves.write(file, List.of(chart));
  }
}
