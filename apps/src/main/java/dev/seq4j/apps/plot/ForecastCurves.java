package dev.seq4j.apps.plot;

import dev.seq4j.models.forecast.ForecastErrors;
import java.awt.Color;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Prices with what was foreseen of them, the last months enlarged, and how far off the forecasts
 * were beside those of today's price for tomorrow.
 */
public final class ForecastCurves {

  private static final Color ACTUAL = new Color(0x444444);
  private static final Color FORECAST = new Color(0xE45756);
  private static final Color NAIVE = new Color(0x4C78A8);

  /** Days of the enlarged part. */
  private static final int ENLARGED = 60;

  /** Days over which errors are averaged, about a quarter of a year. */
  private static final int AVERAGED = 63;

  private ForecastCurves() {}

  /**
   * @param file a PNG file, replaced if it is there
   * @param dates of the days that were foreseen, one or more
   * @param days what was foreseen of them
   */
  public static void write(Path file, List<LocalDate> dates, List<ForecastErrors.Day> days) {
    List<Date> all =
        dates.stream()
            .map(date -> Date.from(date.atStartOfDay(ZoneOffset.UTC).toInstant()))
            .toList();
    int from = Math.max(0, days.size() - ENLARGED);
    XYChart last = chart("the last %d days".formatted(days.size() - from), "closing price");
    prices(last, all.subList(from, all.size()), days.subList(from, days.size()));
    add(
        last,
        "naive: the day before",
        all.subList(from, all.size()),
        values(days.subList(from, days.size()), ForecastErrors.Day::before),
        NAIVE);
    XYChart whole = chart("all days that were foreseen", "closing price");
    prices(whole, all, days);
    int averaged = Math.min(AVERAGED, days.size());
    List<Date> ends = all.subList(averaged - 1, all.size());
    XYChart errors = chart("absolute error, mean of %d days".formatted(averaged), "price");
    add(
        errors,
        "forecast",
        ends,
        means(values(days, day -> Math.abs(day.actual() - day.forecast())), averaged),
        FORECAST);
    add(
        errors,
        "naive",
        ends,
        means(values(days, day -> Math.abs(day.actual() - day.before())), averaged),
        NAIVE);
    XYChart gained = chart("squared error saved beside naive, summed up", "price squared");
    add(gained, "above 0: better than naive", all, saved(days), FORECAST);
    Curves.writeRows(file, List.of(List.of(whole, last), List.of(errors, gained)));
  }

  private static void prices(XYChart chart, List<Date> dates, List<ForecastErrors.Day> days) {
    add(chart, "price", dates, values(days, ForecastErrors.Day::actual), ACTUAL);
    add(
        chart,
        "forecast of the day before",
        dates,
        values(days, ForecastErrors.Day::forecast),
        FORECAST);
  }

  private static List<Double> values(
      List<ForecastErrors.Day> days, ToDoubleFunction<ForecastErrors.Day> value) {
    return days.stream().map(value::applyAsDouble).toList();
  }

  private static List<Double> means(List<Double> values, int averaged) {
    List<Double> means = new ArrayList<>();
    for (int end = averaged; end <= values.size(); end++) {
      List<Double> window = values.subList(end - averaged, end);
      means.add(window.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }
    return means;
  }

  private static List<Double> saved(List<ForecastErrors.Day> days) {
    List<Double> sums = new ArrayList<>();
    double sum = 0;
    for (ForecastErrors.Day day : days) {
      double naive = day.actual() - day.before();
      double error = day.actual() - day.forecast();
      sum += naive * naive - error * error;
      sums.add(sum);
    }
    return sums;
  }

  private static XYChart chart(String title, String yAxis) {
    XYChart chart = Curves.chart(title, yAxis);
    chart.setXAxisTitle("");
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setDatePattern("MMM yyyy");
    chart.getStyler().setXAxisMaxLabelCount(6);
    return chart;
  }

  private static void add(
      XYChart chart, String name, List<Date> dates, List<Double> values, Color color) {
    XYSeries series = chart.addSeries(name, dates, values);
    series.setLineColor(color).setLineWidth(1.4f);
    series.setMarker(SeriesMarkers.NONE);
  }
}
