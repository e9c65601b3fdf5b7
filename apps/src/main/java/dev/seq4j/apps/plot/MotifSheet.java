package dev.seq4j.apps.plot;

import dev.seq4j.core.dna.PositionMatrix;
import dev.seq4j.models.dna.RocCurve;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What a classifier of DNA reaches and by what: ROC curves on the left; on the right known motifs,
 * each above the filter that found it.
 */
public final class MotifSheet {

  private static final int WIDTH = 620;
  private static final int LOGO = 110;
  private static final int GAP = 34;

  private static final int MARGIN = 20;

  /** Room between the ticks of the axes, so that they are 0.2 apart. */
  private static final int TICKS = 90;

  private static final Font TITLES = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

  private MotifSheet() {}

  /**
   * A known motif and what was found of it.
   *
   * @param name above the known one
   * @param known at its full width
   * @param finding above the one that was found
   * @param found of the same width, on the same strand
   */
  public record Row(String name, PositionMatrix known, String finding, PositionMatrix found) {}

  /**
   * @param file a PNG file, replaced if it is there
   * @param curves by what gave the scores, in the order of the legend
   * @param rows at most as many as fit on a page
   */
  public static void write(Path file, Map<String, RocCurve> curves, List<Row> rows) {
    int height = Math.max(480, MARGIN + rows.size() * 2 * (LOGO + GAP) + MARGIN);
    XYChart chart = roc(curves);
    BufferedImage sheet =
        new BufferedImage(chart.getWidth() + WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), height);
    graphics.drawImage(
        BitmapEncoder.getBufferedImage(chart), 0, (height - chart.getHeight()) / 2, null);
    graphics.setFont(TITLES);
    int y = MARGIN;
    for (Row row : rows) {
      y = logo(graphics, row.name(), row.known(), chart.getWidth(), y);
      y = logo(graphics, row.finding(), row.found(), chart.getWidth(), y);
    }
    graphics.dispose();
    Png.write(file, sheet);
  }

  private static int logo(
      Graphics2D graphics, String title, PositionMatrix motif, int left, int top) {
    graphics.setColor(Color.DARK_GRAY);
    graphics.drawString(title, left, top + TITLES.getSize());
    int begin = top + GAP - 8;
    MotifLogo.draw(
        graphics, motif, new Rectangle2D.Double(left, begin, WIDTH - 2.0 * MARGIN, LOGO));
    return begin + LOGO + 8;
  }

  private static XYChart roc(Map<String, RocCurve> curves) {
    XYChart chart =
        Curves.chart("receiver operating characteristic", "share of positive sequences found");
    chart.setXAxisTitle("share of negative sequences taken for positive");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
    chart.getStyler().setXAxisTickMarkSpacingHint(TICKS).setYAxisTickMarkSpacingHint(TICKS);
    // First: XChart makes ticks of the x of all points in their order if they are evenly spaced.
    XYSeries chance = chart.addSeries("by chance", new double[] {0, 1}, new double[] {0, 1});
    chance.setMarker(SeriesMarkers.NONE).setLineColor(Color.LIGHT_GRAY);
    chance.setLineStyle(new BasicStroke(1));
    curves.forEach(
        (name, curve) -> {
          double[] x =
              curve.points().stream().mapToDouble(RocCurve.Point::falsePositives).toArray();
          double[] y = curve.points().stream().mapToDouble(RocCurve.Point::truePositives).toArray();
          chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE).setLineWidth(2);
        });
    return chart;
  }
}
