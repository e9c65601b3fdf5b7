package dev.seq4j.apps.series;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.console.ProgressDisplay;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.plot.ForecastCurves;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.datasets.prices.GeneratedPrices;
import dev.seq4j.datasets.prices.PriceDay;
import dev.seq4j.datasets.prices.PriceFeatures;
import dev.seq4j.datasets.prices.PriceFile;
import dev.seq4j.datasets.prices.PriceSeries;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.forecast.ForecastErrors;
import dev.seq4j.models.forecast.ForecastSettings;
import dev.seq4j.models.forecast.Forecaster;
import dev.seq4j.models.forecast.WalkForward;
import dev.seq4j.models.network.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
      "Writes forecast.png, forecast.csv and model.zip, which has learned from all days. With",
      "--model nothing is learned or written. No advice to invest.",
      "",
      "Examples:",
      "  seq4j forecast",
      "  seq4j forecast --momentum 0.4 --out runs/momentum",
      "  seq4j forecast --data prices.csv --cell GRU --folds 8",
      "  seq4j forecast --data prices.csv --model runs/forecast/model.zip"
    })
public final class Forecast implements Callable<Integer> {

  private static final String HEADER = "fold,date,before,forecast,actual";

  /** Share of the days that is foreseen, and of those before, by which weights are chosen. */
  private static final double TEST = 0.4;

  private static final double VALIDATION = 0.15;

  /** Options that say nothing to a model that has learned. */
  private static final List<String> LEARNING =
      List.of(
          "--folds",
          "--cell",
          "--units",
          "--window",
          "--epochs",
          "--batch",
          "--learning-rate",
          "--out");

  @Mixin private CommonOptions common;

  @Mixin private StrictOption strict;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "CSV of prices (default: a generated series).")
  private Path data;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      description = "A model that this command wrote: only foresee the day after the last one.")
  private Path model;

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
  private int window = ForecastSettings.DEFAULT.window();

  @Mixin
  private LearningOptions learning =
      new LearningOptions(
          15, 32, ForecastSettings.DEFAULT.learningRate(), ForecastSettings.DEFAULT.seed());

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where picture, table and model go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("runs", "forecast");

  @Spec private CommandSpec spec;

  /** What is printed of a fold, or of all, with {@code --json}. */
  private record Measured(String days, ForecastErrors errors, String verdict) {}

  /** What is printed of the day after the last one with {@code --json}. */
  private record Next(String after, double close, double forecast) {}

  @Override
  public Integer call() {
    if (model != null) {
      return foresee();
    }
    PriceForecast.Training training =
        new PriceForecast.Training(
            new ForecastSettings(
                cell,
                units,
                window,
                ForecastSettings.DEFAULT.dropout(),
                learning.learningRate(),
                learning.seed()),
            learning.epochs(),
            learning.batch());
    PriceSeries series = series();
    List<WalkForward.Fold> walk = WalkForward.folds(series.size(), folds, TEST, VALIDATION);
    Devices.find();
    common.apply();
    common.say(describe(series));
    PriceForecast forecast = new PriceForecast(series, window);
    ForecastErrors errors = walk(forecast, training, walk, series);
    learnAll(forecast, training, series, errors);
    return ExitCode.OK;
  }

  /** Foresees by a model that has learned before. */
  private int foresee() {
    Limits.notWithModel(spec, LEARNING);
    Devices.find();
    common.apply();
    Forecaster forecaster = Forecaster.load(model);
    if (forecaster.columns() != PriceFeatures.COUNT) {
      throw new InvalidInputException(
          "%s: reads %d numbers a day, must read %d"
              .formatted(model, forecaster.columns(), PriceFeatures.COUNT));
    }
    PriceSeries series = series();
    common.say(describe(series));
    int read = forecaster.settings().window();
    OptionalDouble next = new PriceForecast(series, read).next(forecaster);
    if (next.isEmpty()) {
      throw new InvalidInputException(
          "days = %d: must end with %d or more without a gap, for a window of %d"
              .formatted(series.size(), read + PriceFeatures.REACH, read));
    }
    PriceDay last = series.days().get(series.size() - 1);
    common.result(
        line(last, next.getAsDouble()),
        new Next(last.date().toString(), last.close(), next.getAsDouble()));
    return ExitCode.OK;
  }

  private PriceSeries series() {
    return data == null ? generated() : file();
  }

  private PriceSeries generated() {
    return new GeneratedPrices(days, momentum, learning.seed()).make();
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

  /** Measures, and returns the errors of all folds together. */
  private ForecastErrors walk(
      PriceForecast forecast,
      PriceForecast.Training training,
      List<WalkForward.Fold> walk,
      PriceSeries series) {
    List<PriceForecast.Foreseen> all = new ArrayList<>();
    List<String> table = new ArrayList<>(List.of(HEADER));
    for (int i = 0; i < walk.size(); i++) {
      WalkForward.Fold fold = walk.get(i);
      Forecaster forecaster = learn(forecast, training, fold);
      List<PriceForecast.Foreseen> days = forecast.foresee(forecaster, fold.begins(), fold.ends());
      all.addAll(days);
      for (PriceForecast.Foreseen day : days) {
        table.add(line(i + 1, series, day));
      }
      if (!days.isEmpty()) {
        show("fold " + (i + 1), days);
      }
    }
    ForecastErrors errors = show("all days", all);
    AtomicFile.write(out.resolve("forecast.csv"), String.join("\n", table) + "\n");
    ForecastCurves.write(
        out.resolve("forecast.png"),
        all.stream().map(day -> series.days().get(day.day()).date()).toList(),
        all.stream().map(PriceForecast.Foreseen::price).toList());
    return errors;
  }

  private Forecaster learn(
      PriceForecast forecast, PriceForecast.Training training, WalkForward.Fold fold) {
    try (ProgressDisplay progress = new ProgressDisplay(common)) {
      return forecast.learn(training, fold, progress);
    }
  }

  /** Learns from all days what is kept; how good it is, the walk has said. */
  private void learnAll(
      PriceForecast forecast,
      PriceForecast.Training training,
      PriceSeries series,
      ForecastErrors errors) {
    Forecaster forecaster = learn(forecast, training, WalkForward.whole(series.size(), VALIDATION));
    forecast
        .next(forecaster)
        .ifPresent(next -> common.say(line(series.days().get(series.size() - 1), next)));
    Provenance provenance =
        new Provenance(
                describe(series),
                data == null ? "" : DataFile.of(data).sha256(),
                learning.seed(),
                Map.of())
            .withMetric("walk-forward RMSE", errors.rmse())
            .withMetric("walk-forward RMSE, naive", errors.naiveRmse())
            .withMetric("walk-forward t", errors.t());
    forecaster.save(out.resolve("model.zip"), provenance);
    common.say("Written: " + out.resolve("forecast.png") + ", forecast.csv, model.zip");
  }

  private static String line(PriceDay last, double next) {
    return String.format(
        Locale.ROOT, "The day after %s: %.2f, after %.2f", last.date(), next, last.close());
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

  private ForecastErrors show(String name, List<PriceForecast.Foreseen> days) {
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
    return errors;
  }
}
