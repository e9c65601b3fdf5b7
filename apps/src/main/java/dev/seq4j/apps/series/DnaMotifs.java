package dev.seq4j.apps.series;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.plot.MotifSheet;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.batch.DnaBatches;
import dev.seq4j.datasets.batch.LengthBuckets;
import dev.seq4j.datasets.dna.BindingMotif;
import dev.seq4j.datasets.dna.DnaFile;
import dev.seq4j.datasets.dna.DnaFormat;
import dev.seq4j.datasets.dna.DnaParts;
import dev.seq4j.datasets.dna.PlantedMotifs;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.dna.DnaClassifier;
import dev.seq4j.models.dna.DnaSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learns to tell DNA of two classes apart and shows by which motifs. */
@Command(
    name = "dna",
    description =
        "Learn to tell DNA of two classes apart, by convolution and a bidirectional LSTM over its"
            + " letters; measure it, and read back from the filters which motifs it looks for."
            + " Without --data on sequences in which the binding motifs of proteins are planted.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "--data: FASTA whose headers end with a label, as \">chr1:1021-1221 bound\", or CSV with the",
      "columns sequence and label; .gz or not. Lower case is upper case.",
      "Writes dna.png, filters.csv and model.zip.",
      "",
      "Examples:",
      "  seq4j dna",
      "  seq4j dna --motifs TATA,SP1 --length 100 --out runs/promoters",
      "  seq4j dna --data peaks.fa --positive bound --epochs 20"
    })
public final class DnaMotifs implements Callable<Integer> {

  private static final double VALIDATION = 0.1;

  private static final double TEST = 0.2;

  @Mixin private CommonOptions common;

  @Mixin private StrictOption strict;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "FASTA or CSV with labels (default: planted motifs).")
  private Path data;

  @Option(
      names = "--positive",
      paramLabel = "LABEL",
      description = "Which of the file's two labels is the positive one (default: the second).")
  private String positive;

  @Option(
      names = "--foreign-as-n",
      description = "Take letters that are none of A, C, G, T, U and N for N, else they are bad.")
  private boolean foreignAsN;

  @Option(
      names = "--motifs",
      paramLabel = "MOTIF",
      split = ",",
      description =
          "Planted motifs, one a sequence, of ${COMPLETION-CANDIDATES} (default: CTCF, GATA1).")
  private Set<BindingMotif> motifs = new LinkedHashSet<>(PlantedMotifs.DEFAULT.motifs());

  @Option(
      names = "--sequences",
      paramLabel = "N",
      description = "Sequences that are made (default: ${DEFAULT-VALUE}).")
  private int sequences = 8000;

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Letters of each (default: ${DEFAULT-VALUE}).")
  private int length = PlantedMotifs.DEFAULT.length();

  @Option(
      names = "--filters",
      paramLabel = "N",
      description = "Filters of the convolution (default: ${DEFAULT-VALUE}).")
  private int filters = DnaSettings.DEFAULT.filters();

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Letters that a filter sees (default: ${DEFAULT-VALUE}).")
  private int width = DnaSettings.DEFAULT.width();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of the LSTM, each direction (default: ${DEFAULT-VALUE}).")
  private int units = DnaSettings.DEFAULT.units();

  @Mixin
  private LearningOptions learning =
      new LearningOptions(12, 32, DnaSettings.DEFAULT.learningRate(), DnaSettings.DEFAULT.seed());

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where picture, table and model go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("runs", "dna");

  /** Labelled sequences, and what is known of them. */
  private record Source(
      List<LabelledText> sequences,
      List<String> labels,
      List<BindingMotif> planted,
      String description,
      String digest) {}

  /** What is printed with {@code --json}. */
  private record Measured(double auroc, Double byScanning, Map<String, Double> correlations) {}

  @Override
  public Integer call() {
    learning.check();
    DnaSettings settings =
        new DnaSettings(
            filters,
            width,
            DnaSettings.DEFAULT.pool(),
            units,
            DnaSettings.DEFAULT.dropout(),
            learning.learningRate(),
            learning.seed());
    Source source = data == null ? planted() : file();
    DnaParts parts = DnaParts.of(source.sequences(), VALIDATION, TEST, learning.seed());
    Devices.find();
    common.apply();
    common.say(source.description());
    common.say(
        String.format(
            Locale.ROOT,
            "%,d sequences to train on, %,d to validate, %,d to test",
            parts.train().size(),
            parts.validation().size(),
            parts.test().size()));
    DnaClassifier classifier = DnaClassifier.create(settings, source.labels());
    train(classifier, parts);
    DnaReport report = new DnaReport(classifier, parts.test(), source.planted());
    show(report);
    Provenance provenance =
        new Provenance(source.description(), source.digest(), learning.seed(), Map.of());
    classifier.save(out.resolve("model.zip"), provenance.withMetric("test AUROC", report.area()));
    AtomicFile.write(out.resolve("filters.csv"), report.table());
    MotifSheet.write(out.resolve("dna.png"), report.curves(), report.rows());
    common.say("Written: " + out.resolve("dna.png") + ", filters.csv, model.zip");
    return ExitCode.OK;
  }

  private Source planted() {
    PlantedMotifs settings =
        new PlantedMotifs(List.copyOf(motifs), length, PlantedMotifs.DEFAULT.gc(), learning.seed());
    return new Source(
        settings.make(sequences),
        List.of(PlantedMotifs.FREE, PlantedMotifs.BOUND),
        settings.motifs(),
        String.format(
            Locale.ROOT,
            "%,d sequences of %d letters, half of them with a site of one of %s, half with the"
                + " same letters shuffled",
            sequences,
            length,
            settings.motifs()),
        "");
  }

  private Source file() {
    DataFile file = DataFile.of(data);
    DnaFormat.ForeignLetters foreign =
        foreignAsN ? DnaFormat.ForeignLetters.UNKNOWN : DnaFormat.ForeignLetters.BAD;
    DnaFile.Sequences read = new DnaFile(file, new DnaFormat(foreign, strict.badLines())).read();
    StrictOption.complain(common, file.name(), read.badLines());
    List<String> labels =
        new ArrayList<>(
            read.sequences().stream().map(LabelledText::label).distinct().sorted().toList());
    if (labels.size() != 2) {
      throw file.problem("its labels are " + labels + ", must be two");
    }
    if (positive != null && !labels.contains(positive)) {
      throw new InvalidInputException(
          "--positive = %s: must be one of %s".formatted(positive, labels));
    }
    if (labels.get(0).equals(positive)) {
      labels.add(labels.remove(0));
    }
    return new Source(
        read.sequences(),
        labels,
        List.of(),
        String.format(
            Locale.ROOT, "%s: %,d sequences, %s", file.name(), read.sequences().size(), labels),
        file.sha256());
  }

  private void train(DnaClassifier classifier, DnaParts parts) {
    LengthBuckets mixed = LengthBuckets.forTraining(learning.batch(), learning.seed());
    LengthBuckets inOrder = LengthBuckets.forEvaluation(learning.batch());
    learning.fit(
        common,
        classifier.trainer(),
        new DnaBatches(parts.train(), classifier.labels(), mixed).withBothStrands(learning.seed()),
        new DnaBatches(parts.validation(), classifier.labels(), inOrder));
  }

  private void show(DnaReport report) {
    Map<String, Double> correlations = new LinkedHashMap<>();
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "AUROC %.4f", report.area()));
    if (report.scannedArea() != null) {
      line.append(
          String.format(Locale.ROOT, ", by scanning for the motifs %.4f", report.scannedArea()));
    }
    for (DnaReport.Finding finding : report.findings()) {
      correlations.put(finding.motif().name(), finding.correlation());
      line.append(
          String.format(
              Locale.ROOT,
              "; filter %d is %s with correlation %.3f",
              finding.filter().filter(),
              finding.motif(),
              finding.correlation()));
    }
    common.result(line.toString(), new Measured(report.area(), report.scannedArea(), correlations));
  }
}
