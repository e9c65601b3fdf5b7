package dev.seq4j.apps.plot;

import dev.seq4j.core.train.HistoryRow;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws learning curves: loss on the left, validation accuracy on the right. */
public final class Curves {

  private static final Color TRAINING = new Color(0x4C78A8);
  private static final Color VALIDATION = new Color(0xE45756);

  private Curves() {}

  /**
   * @param file a PNG file, replaced if it is there
   * @param title of the picture, such as the model's name
   * @param history the learning curve, one row or more
   */
  public static void write(Path file, String title, List<HistoryRow> history) {
    List<XYChart> charts = new ArrayList<>(List.of(loss(title, history)));
    if (validated(history).stream().anyMatch(row -> row.validation().hasAccuracy())) {
      charts.add(accuracy(title, history));
    }
    write(file, charts);
  }

  /**
   * A point of a curve.
   *
   * @param minutes of training
   * @param accuracy on the validation part, 0 to 1
   */
  public record Point(double minutes, double accuracy) {}

  /**
   * Draws the validation accuracy of several models into one picture.
   *
   * @param file a PNG file, replaced if it is there
   * @param curves of the models by name; empty ones are left out
   */
  public static void writeAccuracies(Path file, Map<String, List<Point>> curves) {
    XYChart chart = chart("validation accuracy", "% of texts");
    chart.setXAxisTitle("minutes of training");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    curves.forEach(
        (name, points) -> {
          if (!points.isEmpty()) {
            double[] x = points.stream().mapToDouble(Point::minutes).toArray();
            double[] y = points.stream().mapToDouble(point -> 100 * point.accuracy()).toArray();
            chart.addSeries(name, x, y).setMarker(SeriesMarkers.CIRCLE);
          }
        });
    write(file, List.of(chart));
  }

  static void write(Path file, List<? extends Chart<?, ?>> charts) {
    writeRows(file, List.of(charts));
  }

  static void writeRows(Path file, List<? extends List<? extends Chart<?, ?>>> rows) {
    Png.write(file, sheet(rows));
  }

  private static XYChart loss(String title, List<HistoryRow> history) {
    List<HistoryRow> validated = validated(history);
    boolean classes = validated.stream().allMatch(row -> row.validation().hasAccuracy());
    XYChart chart = chart(title + ": loss", classes ? "nats a label" : "loss a label");
    add(chart, "training", history, HistoryRow::trainLoss, TRAINING, false);
    if (!validated.isEmpty()) {
      add(chart, "validation", validated, row -> row.validation().loss(), VALIDATION, true);
    }
    return chart;
  }

  private static XYChart accuracy(String title, List<HistoryRow> history) {
    XYChart chart = chart(title + ": accuracy", "% of labels");
    add(
        chart,
        "validation",
        validated(history),
        row -> 100 * row.validation().accuracy(),
        VALIDATION,
        true);
    return chart;
  }

  private static List<HistoryRow> validated(List<HistoryRow> history) {
    return history.stream().filter(row -> row.validation() != null).toList();
  }

  private static void add(
      XYChart chart,
      String name,
      List<HistoryRow> rows,
      ToDoubleFunction<HistoryRow> value,
      Color color,
      boolean markers) {
    double[] x = rows.stream().mapToDouble(HistoryRow::iteration).toArray();
    double[] y = rows.stream().mapToDouble(value).toArray();
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(color).setLineStyle(SeriesLines.SOLID).setLineWidth(1.5f);
    series.setMarkerColor(color);
    series.setMarker(markers ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  static XYChart chart(String title, String yAxis) {
    XYChart chart =
        new XYChartBuilder()
            .width(720)
            .height(480)
            .title(title)
            .xAxisTitle("iteration")
            .yAxisTitle(yAxis)
            .build();
    chart
        .getStyler()
        .setLegendPosition(LegendPosition.InsideNE)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false);
    chart.getStyler().setXAxisDecimalPattern("#,##0.###");
    chart.getStyler().setYAxisDecimalPattern("#0.###");
    chart.getStyler().setPlotGridLinesColor(new Color(0xDDDDDD));
    return chart;
  }

  private static BufferedImage sheet(List<? extends List<? extends Chart<?, ?>>> rows) {
    int width = rows.stream().mapToInt(Curves::width).max().orElse(1);
    int height = rows.stream().mapToInt(Curves::height).sum();
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    int y = 0;
    for (List<? extends Chart<?, ?>> row : rows) {
      int x = 0;
      for (Chart<?, ?> chart : row) {
        graphics.drawImage(BitmapEncoder.getBufferedImage(chart), x, y, null);
        x += chart.getWidth();
      }
      y += height(row);
    }
    graphics.dispose();
    return sheet;
  }

  private static int width(List<? extends Chart<?, ?>> row) {
    return row.stream().mapToInt(Chart::getWidth).sum();
  }

  private static int height(List<? extends Chart<?, ?>> row) {
    return row.stream().mapToInt(Chart::getHeight).max().orElse(1);
  }
}
