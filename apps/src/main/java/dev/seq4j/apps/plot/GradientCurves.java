package dev.seq4j.apps.plot;

import dev.seq4j.models.analysis.GradientFlow;
import dev.seq4j.models.analysis.GradientRemedies;
import dev.seq4j.models.network.Cell;
import java.awt.Color;
import java.awt.Font;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws how gradients go back through time, a column for each kind of cell: the loss's gradient,
 * the product of Jacobians, and the gradient of the weights by the length of a truncated way back.
 * A colour for each scale, dashed where the start is not orthogonal. All axes of norms are
 * logarithmic and reach down to 1e-20.
 */
public final class GradientCurves {

  /** Smaller norms are not drawn: what a weight gets of them is nothing. */
  private static final double FLOOR = 1e-20;

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x4C78A8),
          new Color(0x54A24B),
          new Color(0xE45756),
          new Color(0xB279A2),
          new Color(0xF58518));

  /** Small, so that six entries stand beside each other. */
  private static final Font LEGEND = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  private GradientCurves() {}

  /**
   * @param file a PNG file, replaced if it is there
   * @param flows what was measured, one or more
   */
  public static void write(Path file, List<GradientFlow> flows) {
    Map<Cell, List<GradientFlow>> byCell =
        flows.stream().collect(Collectors.groupingBy(flow -> flow.start().cell()));
    List<XYChart> gradients = new ArrayList<>();
    List<XYChart> jacobians = new ArrayList<>();
    List<XYChart> weights = new ArrayList<>();
    List<Double> scales = scales(flows);
    byCell.keySet().stream()
        .sorted()
        .forEach(
            cell -> {
              List<GradientFlow> ofCell = byCell.get(cell);
              gradients.add(
                  byDistance(
                      cell + ": gradient of the loss",
                      "|dL/ds_t|",
                      ofCell,
                      scales,
                      GradientFlow.Point::state));
              jacobians.add(
                  byDistance(
                      cell + ": product of Jacobians",
                      "gain of ds_T/ds_t",
                      ofCell,
                      scales,
                      GradientFlow.Point::jacobian));
              weights.add(truncated(cell, ofCell, scales));
            });
    Curves.writeRows(file, List.of(gradients, jacobians, weights));
  }

  private static List<Double> scales(List<GradientFlow> flows) {
    return List.copyOf(
        flows.stream()
            .map(flow -> flow.start().scale())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static XYChart byDistance(
      String title,
      String axis,
      List<GradientFlow> flows,
      List<Double> scales,
      ToDoubleFunction<GradientFlow.Point> value) {
    XYChart chart = chart(title, axis, "steps from the loss, T - t");
    for (GradientFlow flow : flows) {
      List<GradientFlow.Point> drawn =
          flow.points().stream().filter(point -> value.applyAsDouble(point) >= FLOOR).toList();
      add(
          chart,
          flow,
          scales,
          drawn.stream().mapToDouble(GradientFlow.Point::distance).toArray(),
          drawn.stream().mapToDouble(value).toArray());
    }
    return chart;
  }

  private static XYChart truncated(Cell cell, List<GradientFlow> flows, List<Double> scales) {
    XYChart chart =
        chart(cell + ": gradient of the weights", "|dL/dW|", "steps of the truncated way back");
    for (GradientFlow flow : flows) {
      List<GradientRemedies.Truncated> drawn =
          flow.remedies().truncated().stream()
              .filter(truncated -> truncated.gradient().norm() >= FLOOR)
              .toList();
      add(
          chart,
          flow,
          scales,
          drawn.stream().mapToDouble(GradientRemedies.Truncated::steps).toArray(),
          drawn.stream().mapToDouble(truncated -> truncated.gradient().norm()).toArray());
    }
    return chart;
  }

  private static XYChart chart(String title, String yAxis, String xAxis) {
    XYChart chart = Curves.chart(title, yAxis);
    chart.setXAxisTitle(xAxis);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisDecimalPattern("0E0");
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setLegendFont(LEGEND);
    chart.getStyler().setLegendSeriesLineLength(18);
    chart.getStyler().setLegendPadding(5);
    // Where the points are equally spaced, XChart marks more of them than there is room to name.
    chart
        .getStyler()
        .setxAxisTickLabelsFormattingFunction(x -> x % 10 == 0 ? "%.0f".formatted(x) : " ");
    return chart;
  }

  private static void add(
      XYChart chart, GradientFlow flow, List<Double> scales, double[] x, double[] y) {
    if (x.length == 0) {
      return;
    }
    boolean orthogonal = flow.start().orthogonal();
    XYSeries series =
        chart.addSeries(
            "x%s %s".formatted(flow.start().scale(), orthogonal ? "orthogonal" : "normal"), x, y);
    series
        .setLineColor(COLOURS.get(scales.indexOf(flow.start().scale()) % COLOURS.size()))
        .setLineStyle(orthogonal ? SeriesLines.SOLID : SeriesLines.DASH_DASH)
        .setLineWidth(1.8f);
    series.setMarker(SeriesMarkers.NONE);
  }
}
