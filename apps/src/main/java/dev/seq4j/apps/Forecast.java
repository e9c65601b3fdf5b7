package dev.seq4j.apps;

import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.plot.ForecastCurves;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.datasets.prices.GeneratedPrices;
import dev.seq4j.datasets.prices.PriceFile;
import dev.seq4j.datasets.prices.PriceSeries;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.models.forecast.ForecastErrors;
import dev.seq4j.models.forecast.ForecastSettings;
import dev.seq4j.models.forecast.WalkForward;
import dev.seq4j.models.network.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Foresees the next day of a series of prices, beside the forecast that tomorrow is today. */
@Command(
    name = "forecast",
    description =
        "Foresee each next day's closing price by a recurrent network on log returns, by"
            + " walk-forward validation, and say how far off it is beside the naive forecast that"
            + " tomorrow is today. Without --data on a generated series: a random walk, on which"
            + " nothing beats the naive forecast, or with --momentum one on which something does.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "--data: CSV with the columns date,open,high,low,close,volume, dates rising; .gz or not.",
      "Writes forecast.png and forecast.csv. No advice to invest.",
      "",
      "Examples:",
      "  seq4j forecast",
      "  seq4j forecast --momentum 0.4 --out runs/momentum",
      "  seq4j forecast --data prices.csv --cell GRU --folds 8"
    })
final class Forecast implements Callable<Integer> {

  private static final String HEADER = "fold,date,before,forecast,actual";

  /** Share of the days that is foreseen, and of those before, by which weights are chosen. */
  private static final double TEST = 0.4;

  private static final double VALIDATION = 0.15;

  @Mixin private CommonOptions common;

  @Mixin private StrictOption strict;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "CSV of prices (default: a generated series).")
  private Path data;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Days that are generated (default: ${DEFAULT-VALUE}).")
  private int days = GeneratedPrices.DEFAULT.count();

  @Option(
      names = "--momentum",
      paramLabel = "X",
      description =
          "How much of a day's return comes again on the next in the generated series (default:"
              + " ${DEFAULT-VALUE}, a random walk).")
  private double momentum = GeneratedPrices.DEFAULT.momentum();

  @Option(
      names = "--folds",
      paramLabel = "N",
      description = "How many times the network learns anew (default: ${DEFAULT-VALUE}).")
  private int folds = 5;

  @Option(
      names = "--cell",
      paramLabel = "CELL",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Cell cell = ForecastSettings.DEFAULT.cell();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of the recurrent layer (default: ${DEFAULT-VALUE}).")
  private int units = ForecastSettings.DEFAULT.units();

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Days that the network reads (default: ${DEFAULT-VALUE}).")
  private int window = 20;

  @Option(names = "--epochs", paramLabel = "N", description = Defaults.EPOCHS)
  private int epochs = 15;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Windows a batch (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
  private double learningRate = ForecastSettings.DEFAULT.learningRate();

  @Option(names = "--seed", paramLabel = "N", description = Defaults.SEED)
  private long seed = ForecastSettings.DEFAULT.seed();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where picture and table go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("runs", "forecast");

  /** What is printed of a fold, or of all, with {@code --json}. */
  private record Measured(String days, ForecastErrors errors, String verdict) {}

  @Override
  public Integer call() {
    ForecastSettings settings =
        new ForecastSettings(cell, units, ForecastSettings.DEFAULT.dropout(), learningRate, seed);
    PriceForecast.Training training = new PriceForecast.Training(settings, window, epochs, batch);
    PriceSeries series = data == null ? generated() : file();
    List<WalkForward.Fold> walk = WalkForward.folds(series.size(), folds, TEST, VALIDATION);
    Devices.find();
    common.apply();
    common.say(describe(series));
    walk(new PriceForecast(series, training), walk, series);
    return ExitCode.OK;
  }

  private PriceSeries generated() {
    return new GeneratedPrices(days, momentum, seed).make();
  }

  private PriceSeries file() {
    PriceSeries series = new PriceFile(DataFile.of(data), strict.badLines()).read();
    StrictOption.complain(common, data.toString(), series.badLines());
    return series;
  }

  private String describe(PriceSeries series) {
    String source =
        data == null
            ? "generated, " + (momentum == 0 ? "a random walk" : "momentum " + momentum)
            : data.toString();
    return String.format(
        Locale.ROOT,
        "%,d days from %s to %s: %s",
        series.size(),
        series.days().get(0).date(),
        series.days().get(series.size() - 1).date(),
        source);
  }

  private void walk(PriceForecast forecast, List<WalkForward.Fold> walk, PriceSeries series) {
    List<PriceForecast.Foreseen> all = new ArrayList<>();
    List<String> table = new ArrayList<>(List.of(HEADER));
    double next = Double.NaN;
    for (int fold = 0; fold < walk.size(); fold++) {
      ProgressDisplay progress = new ProgressDisplay(common, Terminal.attached());
      PriceForecast.Result result;
      try {
        result = forecast.run(walk.get(fold), progress);
      } finally {
        progress.close();
      }
      next = result.next();
      all.addAll(result.days());
      for (PriceForecast.Foreseen day : result.days()) {
        table.add(line(fold + 1, series, day));
      }
      if (!result.days().isEmpty()) {
        show("fold " + (fold + 1), result.days());
      }
    }
    show("all days", all);
    if (!Double.isNaN(next)) {
      common.say(
          String.format(
              Locale.ROOT,
              "The day after the last one: %.2f, after %.2f",
              next,
              series.days().get(series.size() - 1).close()));
    }
    AtomicFile.write(out.resolve("forecast.csv"), String.join("\n", table) + "\n");
    ForecastCurves.write(
        out.resolve("forecast.png"),
        all.stream().map(day -> series.days().get(day.day()).date()).toList(),
        all.stream().map(PriceForecast.Foreseen::price).toList());
    common.say("Written: " + out.resolve("forecast.png") + ", forecast.csv");
  }

  private static String line(int fold, PriceSeries series, PriceForecast.Foreseen day) {
    return "%d,%s,%s,%s,%s"
        .formatted(
            fold,
            series.days().get(day.day()).date(),
            day.price().before(),
            day.price().forecast(),
            day.price().actual());
  }

  private void show(String name, List<PriceForecast.Foreseen> days) {
    ForecastErrors errors =
        ForecastErrors.of(days.stream().map(PriceForecast.Foreseen::price).toList());
    common.result(
        String.format(
            Locale.ROOT,
            "%-8s  %4d days  MAE %.4f (naive %.4f)  RMSE %.4f (naive %.4f)  direction %.1f %%"
                + " (up %.1f %%)  t %+.2f: %s",
            name,
            errors.days(),
            errors.mae(),
            errors.naiveMae(),
            errors.rmse(),
            errors.naiveRmse(),
            100 * errors.direction(),
            100 * errors.upDays(),
            errors.t(),
            errors.verdict()),
        new Measured(name, errors, errors.verdict()));
  }
}
