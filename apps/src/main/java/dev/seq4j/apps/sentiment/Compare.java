package dev.seq4j.apps.sentiment;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.data.ColumnOptions;
import dev.seq4j.apps.data.DataOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.plot.Curves;
import dev.seq4j.apps.report.ComparedModel;
import dev.seq4j.apps.report.ComparisonReport;
import dev.seq4j.apps.report.Disagreement;
import dev.seq4j.apps.run.Recipes;
import dev.seq4j.apps.run.ResumeOption;
import dev.seq4j.apps.run.RunOptions;
import dev.seq4j.apps.run.RunRecord;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.train.RunDirectory;
import dev.seq4j.datasets.imdb.ReviewCorpora;
import dev.seq4j.datasets.imdb.TableFormat;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.DataHome;
import dev.seq4j.models.classifier.ClassificationReport;
import dev.seq4j.models.classifier.Prediction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains several classifiers on the same reviews and reports how they compare. */
@Command(
    name = "compare",
    description =
        "Train several classifiers on the same reviews with the same budget, and write one report."
            + " Interrupted, it goes on with --resume at the model where it was.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j compare bow-nb rnn lstm gru --data aclImdb_v1.tar.gz --minutes 20",
      "  seq4j compare bag-of-words cnn --data mine.csv --text-column body --label-column topic",
      "  seq4j compare --resume runs/compare-20260101-120000"
    })
public final class Compare implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(Compare.class);

  private static final String TASK = "compare";
  private static final String PLAN = "compare.json";

  @Mixin private CommonOptions common;
  @Mixin private DataOptions data;
  @Mixin private ColumnOptions columns;
  @Mixin private RunOptions options;
  @Mixin private ResumeOption resume;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Recipes, or models with their defaults, as train sentiment has them.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes of a network over the training data (default: the recipe's).")
  private Integer epochs;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "Minutes of a network's training at most (default: the recipe's).")
  private Double minutes;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Reviews to train on at most, and a quarter of them to validate and to test, 0: all"
              + " (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = "Share of the training reviews that validate (default: ${DEFAULT-VALUE}).")
  private double validation;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "123", description = Defaults.SEED)
  private long seed;

  @Spec private CommandSpec spec;

  /**
   * What is compared, and on what; the file {@value #PLAN} of the folder.
   *
   * @param command the command line
   * @param models settings of each, by name, in their order
   * @param data file or folder, or null for what is found
   * @param offline whether nothing may be downloaded
   */
  private record Plan(
      List<String> command, Map<String, SentimentSettings> models, String data, boolean offline) {
    Plan {
      Limits.present("command", command);
      Limits.present("models", models);
    }
  }

  /**
   * What came of a model; the file {@code outcome.json} of its folder.
   *
   * @param result as {@code train sentiment} gives it
   * @param report on the test reviews
   * @param peakBytes most memory of the process while it was trained and tested
   * @param curve validation accuracy in the course of the training
   * @param predictions probabilities of each test review, in the order of the classes
   */
  private record Outcome(
      SentimentResult result,
      ClassificationReport report,
      long peakBytes,
      List<Curves.Point> curve,
      float[][] predictions) {}

  /** What is printed with {@code --json}. */
  private record Compared(String folder, List<SentimentResult> models) {}

  @Override
  public Integer call() {
    Optional<Path> before = resume.folder();
    if (before.isPresent() && !names.isEmpty()) {
      throw new InvalidInputException("--resume: compares the models of the folder, name none");
    }
    Path folder = before.orElseGet(() -> options.out(TASK));
    Plan plan;
    if (before.isPresent()) {
      plan = Json.read(folder.resolve(PLAN), Plan.class);
    } else {
      plan = plan();
      RunDirectory.requireNew(folder);
    }
    String device = Devices.find().line();
    common.apply();
    common.say(device);
    return compare(folder, plan, device);
  }

  private Plan plan() {
    if (names.size() < 2 || new HashSet<>(names).size() < names.size()) {
      throw new InvalidInputException("models = " + names + ": must be two or more, all different");
    }
    Limits.share("validation", validation); // learning curves are drawn of it
    Map<String, SentimentSettings> models = new LinkedHashMap<>();
    names.forEach(name -> models.put(name, settings(name)));
    return new Plan(command(), models, data.absolute(), data.offline());
  }

  /** As {@code train sentiment} would read them. */
  private SentimentSettings settings(String name) {
    List<String> words =
        new ArrayList<>(
            Recipes.names(TrainSentiment.TASK).contains(name)
                ? List.of("--recipe", name)
                : List.of("--model", name));
    boolean network = TrainSentiment.settings(words).model().architecture().isNetwork();
    words.addAll(List.of("--seed", Long.toString(seed), "--limit", Integer.toString(limit)));
    words.addAll(List.of("--validation", Double.toString(validation)));
    TableFormat format = columns.format();
    words.addAll(List.of("--text-column", format.textColumn()));
    words.addAll(List.of("--label-column", format.labelColumn()));
    if (network && epochs != null) {
      words.addAll(List.of("--epochs", epochs.toString()));
    }
    if (network && minutes != null) {
      words.addAll(List.of("--minutes", minutes.toString()));
    }
    return TrainSentiment.settings(words);
  }

  private int compare(Path folder, Plan plan, String device) {
    DataHome home = data.over(common, plan.data(), plan.offline());
    Map<Boolean, ReviewCorpora> byCase = new HashMap<>();
    List<ComparedModel> compared = new ArrayList<>();
    List<SentimentResult> results = new ArrayList<>();
    List<float[][]> predictions = new ArrayList<>();
    ReviewData reviews = null;
    int number = 0;
    for (Map.Entry<String, SentimentSettings> model : plan.models().entrySet()) {
      String name = model.getKey();
      SentimentSettings settings = model.getValue();
      ReviewCorpora corpora =
          byCase.computeIfAbsent(
              settings.keepCase(),
              keep ->
                  TrainSentiment.reviews(
                      common, home.locate(Catalogue.REVIEWS), home.cache(), settings));
      common.say("\n%s, model %d of %d".formatted(name, ++number, plan.models().size()));
      Optional<Outcome> outcome = outcome(folder, plan, name, corpora, device);
      if (outcome.isEmpty()) {
        return ExitCode.INTERRUPTED;
      }
      Outcome done = outcome.get();
      reviews = new ReviewData(settings, corpora);
      results.add(done.result());
      predictions.add(done.predictions());
      compared.add(
          new ComparedModel(
              name,
              done.report(),
              done.result().parameters(),
              done.result().trainSeconds(),
              1000 * done.result().testSeconds() / done.result().testReviews(),
              done.peakBytes(),
              done.curve()));
    }
    write(
        folder,
        plan.command(),
        compared,
        Disagreement.strongest(
            reviews.classes(), names(plan), predictions, reviews.testTexts(), reviews.testLabels()),
        device,
        reviews);
    common.result(
        "%s%nreport: %s"
            .formatted(ComparisonReport.summary(compared), folder.resolve("report.html")),
        new Compared(folder.toString(), results));
    return ExitCode.OK;
  }

  private List<String> command() {
    return spec.commandLine().getParseResult().originalArgs();
  }

  private static List<String> names(Plan plan) {
    return List.copyOf(plan.models().keySet());
  }

  private Optional<Outcome> outcome(
      Path folder, Plan plan, String name, ReviewCorpora corpora, String device) {
    Path place = folder.resolve(name);
    Path file = place.resolve("outcome.json");
    if (Files.exists(file)) {
      requireSameData(place, corpora);
      common.say("trained already");
      return Optional.of(Json.read(file, Outcome.class));
    }
    SentimentSettings settings = plan.models().get(name);
    Duration checkpointEvery = options.checkpointEvery();
    try (TrainingRun run = open(place, checkpointEvery)) {
      SentimentTraining training = new SentimentTraining(common, settings, corpora);
      run.resumedBy("seq4j compare --resume " + folder)
          .describe(command(), corpora.description(), corpora.digest(), device, settings);
      AtomicFile.write(folder.resolve(PLAN), Json.write(plan));
      PeakMemory memory = new PeakMemory();
      Optional<SentimentResult> result;
      try {
        result = training.run(run);
      } finally {
        memory.close();
      }
      return result.map(summary -> keep(file, summary, training, memory));
    }
  }

  private static void requireSameData(Path place, ReviewCorpora corpora) {
    RunRecord run = Json.read(place.resolve("run.json"), RunRecord.class);
    if (!run.digest().equals(corpora.digest())) {
      throw new InvalidInputException(
          "%s: was trained on other data (%s), these are %s"
              .formatted(place, run.data(), corpora.description()));
    }
  }

  private TrainingRun open(Path place, Duration checkpointEvery) {
    return Files.exists(place.resolve("run.json"))
        ? TrainingRun.open(common, TrainSentiment.TASK, place, checkpointEvery)
        : TrainingRun.create(common, TrainSentiment.TASK, place, checkpointEvery);
  }

  private Outcome keep(
      Path file, SentimentResult result, SentimentTraining training, PeakMemory memory) {
    common.say(result.line());
    List<Prediction> predictions = training.predictions();
    float[][] probabilities = new float[predictions.size()][];
    for (int i = 0; i < probabilities.length; i++) {
      List<Double> values = List.copyOf(predictions.get(i).probabilities().values());
      probabilities[i] = new float[values.size()];
      for (int c = 0; c < probabilities[i].length; c++) {
        probabilities[i][c] = values.get(c).floatValue();
      }
    }
    Outcome outcome =
        new Outcome(result, training.tested(), memory.bytes(), training.curve(), probabilities);
    AtomicFile.write(file, Json.line(outcome));
    return outcome;
  }

  private static void write(
      Path folder,
      List<String> command,
      List<ComparedModel> models,
      List<Disagreement> disagreements,
      String device,
      ReviewData reviews) {
    Path picture = folder.resolve("curves.png");
    Map<String, List<Curves.Point>> curves = new LinkedHashMap<>();
    models.forEach(model -> curves.put(model.name(), model.curve()));
    try {
      Curves.writeAccuracies(picture, curves);
    } catch (InternalError | UnsatisfiedLinkError | NoClassDefFoundError e) {
      LOG.warn("{}: not drawn, this Java has no fonts ({})", picture, e.toString());
    }
    ComparisonReport report =
        new ComparisonReport(
            String.format(
                Locale.ROOT, "%s; %s", reviews.corpora().description(), reviews.describe()),
            device,
            command,
            models,
            disagreements);
    AtomicFile.write(folder.resolve("report.md"), report.markdown("curves.png"));
    AtomicFile.write(folder.resolve("report.html"), report.html(picture));
  }
}
