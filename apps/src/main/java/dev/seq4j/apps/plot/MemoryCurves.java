package dev.seq4j.apps.plot;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws what networks reach by the length of the sequences, and what needs no memory, dashed. */
public final class MemoryCurves {

  private static final Color GREY = new Color(0x777777);

  private MemoryCurves() {}

  /**
   * A point of a curve.
   *
   * @param length of the sequences, above 0
   * @param measured what a network reached
   */
  public record Point(int length, double measured) {}

  /**
   * What a network reaches that remembers nothing.
   *
   * @param name of what it does
   * @param measured what it reaches
   */
  public record Baseline(String name, double measured) {}

  /**
   * @param file a PNG file, replaced if it is there
   * @param title of the picture
   * @param measure what is measured, for the axis
   * @param curves by model, of the same lengths in rising order, one or more
   * @param baseline drawn over all lengths
   */
  public static void write(
      Path file, String title, String measure, Map<String, List<Point>> curves, Baseline baseline) {
    XYChart chart = Curves.chart(title, measure);
    chart.setXAxisTitle("length");
    chart.getStyler().setXAxisDecimalPattern("#0");
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    curves.forEach((name, points) -> add(chart, name, points).setMarker(SeriesMarkers.CIRCLE));
    List<Point> level =
        curves.values().iterator().next().stream()
            .map(point -> new Point(point.length(), baseline.measured()))
            .toList();
    XYSeries dashed = add(chart, baseline.name(), level);
    dashed.setMarker(SeriesMarkers.NONE);
    dashed.setLineColor(GREY).setLineStyle(SeriesLines.DASH_DASH);
    Curves.write(file, List.of(chart));
  }

  private static XYSeries add(XYChart chart, String name, List<Point> points) {
    return chart.addSeries(
        name,
        points.stream().mapToDouble(Point::length).toArray(),
        points.stream().mapToDouble(Point::measured).toArray());
  }
}
