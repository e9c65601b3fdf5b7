package dev.seq4j.apps.plot;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws shares of classes as bars, side by side for each way to reach them. */
public final class Bars {

  private static final List<Color> COLOURS =
      List.of(new Color(0xBAB0AC), new Color(0x4C78A8), new Color(0xE45756), new Color(0x72B7B2));

  private Bars() {}

  /**
   * @param file a PNG file, replaced if it is there
   * @param title of the picture
   * @param classes names below the bars, one or more
   * @param values a value from 0 to 1 for each class, by the name of what reached it
   */
  public static void write(
      Path file, String title, List<String> classes, Map<String, List<Double>> values) {
    CategoryChart chart =
        new CategoryChartBuilder().width(960).height(480).title(title).yAxisTitle("F1").build();
    chart
        .getStyler()
        .setLegendPosition(LegendPosition.OutsideS)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false);
    chart.getStyler().setSeriesColors(COLOURS.toArray(Color[]::new));
    chart.getStyler().setPlotGridLinesColor(new Color(0xDDDDDD));
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setYAxisDecimalPattern("0.00");
    chart.getStyler().setAvailableSpaceFill(0.8).setLabelsVisible(true);
    chart.getStyler().setLabelsPosition(1.0);
    values.forEach((name, heights) -> chart.addSeries(name, classes, heights));
    Curves.write(file, List.of(chart));
  }
}
