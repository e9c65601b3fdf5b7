package dev.seq4j.apps.lecture;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.apps.console.ColorOption;
import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.console.ProgressDisplay;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.plot.HeatGrid;
import dev.seq4j.apps.plot.HeatMap;
import dev.seq4j.apps.plot.HeatText;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.datasets.batch.RandomPortions;
import dev.seq4j.datasets.novel.Novel;
import dev.seq4j.datasets.novel.TextPreparation;
import dev.seq4j.models.analysis.DotProductAttention;
import dev.seq4j.models.analysis.HeadWeights;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.language.LanguageArchitecture;
import dev.seq4j.models.language.LanguageModel;
import dev.seq4j.models.language.LanguageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows attention in a sentence, from dot products to the heads of a trained network. */
@Command(
    name = "attention",
    description =
        "Show what each word of a sentence attends to: by dot products of its vectors without"
            + " parameters, as they are, scaled and causal, and by the heads of a trained network."
            + " Without a model a small transformer learns the words of the sample story first.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j attention",
      "  seq4j attention --model runs/attention/model.zip \"The old man had a key.\"",
      "  seq4j attention --model runs/translation/model.zip \"I am hungry.\""
    })
public final class Attention implements Callable<Integer> {

  private static final String SENTENCE =
      "He could see who went into the Dun Cow, and who had been there.";

  /** Of a heat map on the terminal. */
  private static final int COLUMNS = 120;

  /** Words of a row of the small transformer, and rows of a batch. */
  private static final int CONTEXT = 40;

  private static final int BATCH = 16;

  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..1",
      description = "A sentence (default: ${DEFAULT-VALUE}).")
  private String text = SENTENCE;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      description =
          "A model whose vectors and heads are shown: a language model, a translator, or a"
              + " classifier that reads words in their order.")
  private Path model;

  @Option(
      names = "--translation",
      paramLabel = "TEXT",
      description = "What a translator is taken to write (default: what it does write).")
  private String translation;

  @Option(
      names = "--word",
      paramLabel = "N",
      description = "Number of the token whose scores are listed, from 1 (default: the last).")
  private Integer word;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description =
          "Batches that the small transformer learns from, without --model (default:"
              + " ${DEFAULT-VALUE}).")
  private int iterations = 1000;

  @Option(names = "--seed", paramLabel = "N", description = Defaults.SEED)
  private long seed = 123;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where pictures go, and the small transformer (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("runs", "attention");

  @Mixin private ColorOption color;

  /** What is printed of a map with {@code --json}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Shown(
      String name,
      HeadWeights.Kind kind,
      List<String> rows,
      List<String> columns,
      double[][] weights,
      double leastSum,
      double largestSum,
      double spread,
      Double onItself,
      Double onTheOneBefore) {

    HeatMap map() {
      float[][] shades = new float[weights.length][];
      for (int row = 0; row < shades.length; row++) {
        shades[row] = new float[weights[row].length];
        for (int column = 0; column < shades[row].length; column++) {
          shades[row][column] = (float) weights[row][column];
        }
      }
      return new HeatMap(name, columns, rows, shades);
    }

    String line() {
      String line =
          String.format(
              Locale.ROOT,
              "%n%s: sums of the rows %.6f to %.6f, spread over %.1f of %d",
              name,
              leastSum,
              largestSum,
              spread,
              columns.size());
      return onItself == null
          ? line
          : line
              + String.format(
                  Locale.ROOT,
                  ", %.0f %% on itself, %.0f %% on the one before",
                  100 * onItself,
                  100 * onTheOneBefore);
    }
  }

  @Override
  public Integer call() {
    Limits.atLeast("--iterations", iterations, 1);
    boolean coloured = color.coloured();
    if (model == null && translation != null) {
      throw new InvalidInputException("--translation: needs the --model of a translator");
    }
    Devices.find();
    common.apply();
    Reading reading =
        model == null ? Reading.of(learned(), text) : Reading.of(model, text, translation);
    int listed = word == null ? reading.tokens().size() : word;
    if (listed < 1 || listed > reading.tokens().size()) {
      throw new InvalidInputException(
          "--word = %d: must be in [1, %d]".formatted(listed, reading.tokens().size()));
    }
    HeatText heat = new HeatText(COLUMNS, coloured);
    INDArray vectors = DotProductAttention.vectors(reading.graph(), reading.features());
    DotProductAttention basic = DotProductAttention.of(vectors, false, false);
    DotProductAttention scaled = DotProductAttention.of(vectors, true, false);
    DotProductAttention causal = DotProductAttention.of(vectors, true, true);
    common.say(
        "%d tokens, a vector of %d numbers each"
            .formatted(reading.tokens().size(), vectors.size(1)));
    if (!common.json()) {
      list(reading.tokens(), vectors, basic, scaled, listed - 1);
    }
    List<Shown> plain =
        List.of(
            withoutParameters("basic", reading, basic),
            withoutParameters("scaled", reading, scaled),
            withoutParameters("scaled, causal", reading, causal));
    List<Shown> heads = new ArrayList<>();
    int inARow = 1;
    for (HeadWeights head : HeadWeights.of(reading.graph(), reading.features())) {
      heads.add(ofHead(reading, head));
      inARow = Math.max(inARow, head.head());
    }
    plain.forEach(shown -> show(shown, heat));
    heads.forEach(shown -> show(shown, heat));
    draw("self-attention.png", plain, plain.size());
    if (heads.isEmpty()) {
      common.say("\nThe network has no layer that attends.");
    } else {
      draw("heads.png", heads, inARow);
    }
    return ExitCode.OK;
  }

  /** A small language model of the words of the sample story. */
  private LanguageModel learned() {
    Novel story = Novel.sample(TextPreparation.DEFAULT);
    WordTokenizer tokenizer = new WordTokenizer();
    List<String> words = tokenizer.tokenize(story.text());
    Vocabulary vocabulary = Vocabulary.builder().withMinCount(2).addAll(words).build();
    LanguageSettings settings =
        LanguageSettings.of(LanguageArchitecture.TRANSFORMER)
            .withEmbedding(64)
            .withUnits(128)
            .withLayers(2)
            .withContext(CONTEXT)
            .withLearningRate(0.003)
            .withSeed(seed);
    LanguageModel learner = LanguageModel.create(settings, tokenizer, vocabulary);
    common.say(
        String.format(
            Locale.ROOT,
            "A transformer of %d blocks and %d heads learns the %,d words of %s; --model of another"
                + " spares that.",
            settings.layers(),
            settings.heads(),
            words.size(),
            story.title()));
    try (ProgressDisplay progress = new ProgressDisplay(common)) {
      learner
          .trainer()
          .clipNorm(1)
          .observer(progress)
          .fit(
              new RandomPortions(
                  vocabulary.encode(words), vocabulary.size(), BATCH, CONTEXT, iterations, seed));
    }
    Path file = out.resolve("model.zip");
    learner.save(file, new Provenance(story.title(), story.digest(), seed, Map.of()));
    common.say("Written: " + file);
    return learner;
  }

  /** Lists what becomes of one token: scores, weights, and how much its vector changes. */
  private void list(
      List<String> tokens,
      INDArray vectors,
      DotProductAttention basic,
      DotProductAttention scaled,
      int row) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%n%-16s %9s %9s %9s %9s%n",
            "of " + tokens.get(row), "product", "weight", "scaled", "weight"));
    for (int column = 0; column < tokens.size(); column++) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-16s %9.3f %9.4f %9.3f %9.4f%n",
              tokens.get(column),
              basic.scores()[row][column],
              basic.weights()[row][column],
              scaled.scores()[row][column],
              scaled.weights()[row][column]));
    }
    double[] before = vectors.getRow(row).toDoubleVector();
    table.append(
        String.format(
            Locale.ROOT,
            "cosine of its new vector and its own: %.3f, scaled %.3f%n",
            cosine(before, basic.outputs()[row]),
            cosine(before, scaled.outputs()[row])));
    common.resultPiece(table.toString());
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      ofA += a[i] * a[i];
      ofB += b[i] * b[i];
    }
    return product / Math.sqrt(ofA * ofB);
  }

  private static Shown withoutParameters(
      String name, Reading reading, DotProductAttention attention) {
    HeadWeights weights = new HeadWeights(name, 1, HeadWeights.Kind.SELF, attention.weights());
    return shown(name, weights, reading.tokens(), reading.tokens());
  }

  private static Shown ofHead(Reading reading, HeadWeights head) {
    String name = head.layer() + ", head " + head.head();
    return switch (head.kind()) {
      case SELF -> shown(name, head, reading.tokens(), reading.tokens());
      case DECODER_SELF -> shown(name + ", itself", head, reading.read(), reading.read());
      case MEMORY -> shown(name + ", memory", head, reading.written(), reading.tokens());
      case POOLING -> shown(name, head, List.of("the text"), reading.tokens());
    };
  }

  private static Shown shown(
      String name, HeadWeights head, List<String> rows, List<String> columns) {
    double[] sums =
        Arrays.stream(head.weights()).mapToDouble(r -> Arrays.stream(r).sum()).toArray();
    boolean square =
        head.kind() == HeadWeights.Kind.SELF || head.kind() == HeadWeights.Kind.DECODER_SELF;
    return new Shown(
        name,
        head.kind(),
        rows,
        columns,
        head.weights(),
        Arrays.stream(sums).min().orElseThrow(),
        Arrays.stream(sums).max().orElseThrow(),
        head.spread(),
        square ? head.meanAt(0) : null,
        square ? head.meanAt(1) : null);
  }

  private void show(Shown shown, HeatText heat) {
    common.result(shown.line(), shown);
    if (!common.json()) {
      common.resultPiece(heat.of(shown.map()));
    }
  }

  private void draw(String name, List<Shown> shown, int columns) {
    Path file = out.resolve(name);
    new HeatGrid(shown.stream().map(Shown::map).toList(), columns).write(file);
    common.say("Written: " + file);
  }
}
