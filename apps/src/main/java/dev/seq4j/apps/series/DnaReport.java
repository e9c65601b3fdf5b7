package dev.seq4j.apps.series;

import dev.seq4j.apps.plot.MotifSheet;
import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.dna.PositionMatrix;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.dna.BindingMotif;
import dev.seq4j.models.dna.DnaClassifier;
import dev.seq4j.models.dna.FilterMotif;
import dev.seq4j.models.dna.RocCurve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a classifier of DNA reaches on sequences that it has not seen, and which motifs its filters
 * look for.
 */
final class DnaReport {

  private static final String HEADER = "filter,sites,bits,consensus,nearest,correlation,strand";

  /** Filters that are shown where no motif is known to be there. */
  private static final int SHOWN = 3;

  private final List<BindingMotif> planted;
  private final RocCurve network;
  private final RocCurve scan; // null if no motif is known to be there
  private final List<FilterMotif> filters;

  /**
   * A filter and a known motif at the place where they are most alike.
   *
   * @param motif the known one
   * @param filter the one that was found
   * @param match how alike they are
   */
  record Finding(BindingMotif motif, FilterMotif filter, PositionMatrix.Match match) {

    static Finding of(BindingMotif motif, FilterMotif filter) {
      return new Finding(motif, filter, motif.matrix().match(filter.matrix()));
    }

    double correlation() {
      return match.correlation();
    }

    private MotifSheet.Row row() {
      PositionMatrix strand =
          match.reversed() ? filter.matrix().reverseComplement() : filter.matrix();
      PositionMatrix known = motif.matrix();
      return new MotifSheet.Row(
          motif + ", as it is known",
          known,
          String.format(
              Locale.ROOT,
              "filter %d, read back from %,d windows: correlation %.3f",
              filter.filter(),
              filter.sites(),
              correlation()),
          strand.part(-match.shift(), known.width()));
    }
  }

  /**
   * @param classifier trained
   * @param test sequences that it has not seen, of both classes
   * @param planted motifs that are known to be in the positive ones; may be empty
   */
  DnaReport(DnaClassifier classifier, List<LabelledText> test, List<BindingMotif> planted) {
    this.planted = planted;
    String positive = classifier.labels().get(1);
    List<String> sequences = test.stream().map(LabelledText::text).toList();
    boolean[] bound = new boolean[test.size()];
    for (int i = 0; i < bound.length; i++) {
      bound[i] = test.get(i).label().equals(positive);
    }
    network = RocCurve.of(classifier.probabilities(sequences), bound);
    scan = planted.isEmpty() ? null : RocCurve.of(scanned(sequences, planted), bound);
    filters =
        classifier.filterMotifs(
            test.stream()
                .filter(sequence -> sequence.label().equals(positive))
                .map(LabelledText::text)
                .toList());
  }

  /** Scores by who knows the motifs: that of the best window of any of them on either strand. */
  private static double[] scanned(List<String> sequences, List<BindingMotif> motifs) {
    return sequences.stream()
        .map(Dna::encode)
        .mapToDouble(
            letters ->
                motifs.stream()
                    .mapToDouble(motif -> motif.matrix().bestScore(letters))
                    .max()
                    .getAsDouble())
        .toArray();
  }

  double area() {
    return network.area();
  }

  /** Returns what knowing the motifs gives; null if none is known to be there. */
  Double scannedArea() {
    return scan == null ? null : scan.area();
  }

  /**
   * Returns for each planted motif the filter that is most like it; where none is planted, the
   * filters that say most, each with the known motif that is most like it.
   */
  List<Finding> findings() {
    if (!planted.isEmpty()) {
      return planted.stream()
          .flatMap(motif -> nearest(filters.stream().map(filter -> Finding.of(motif, filter))))
          .toList();
    }
    return filters.stream()
        .sorted(
            Comparator.comparingDouble(
                (FilterMotif filter) -> -filter.sites() * filter.matrix().bits()))
        .limit(SHOWN)
        .flatMap(DnaReport::nearestKnown)
        .toList();
  }

  private static Stream<Finding> nearestKnown(FilterMotif filter) {
    return nearest(Stream.of(BindingMotif.values()).map(motif -> Finding.of(motif, filter)));
  }

  private static Stream<Finding> nearest(Stream<Finding> findings) {
    return findings.max(Comparator.comparingDouble(Finding::correlation)).stream();
  }

  Map<String, RocCurve> curves() {
    Map<String, RocCurve> curves = new LinkedHashMap<>();
    curves.put(String.format(Locale.ROOT, "the network, AUROC %.4f", area()), network);
    if (scan != null) {
      curves.put(
          String.format(Locale.ROOT, "scanning for the motifs, AUROC %.4f", scan.area()), scan);
    }
    return curves;
  }

  List<MotifSheet.Row> rows() {
    return findings().stream().map(Finding::row).toList();
  }

  /** Returns a CSV table of all filters that answer to something. */
  String table() {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    filters.stream()
        .flatMap(DnaReport::nearestKnown)
        .forEach(
            finding ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%d,%d,%.2f,%s,%s,%.3f,%s",
                        finding.filter().filter(),
                        finding.filter().sites(),
                        finding.filter().matrix().bits(),
                        finding.filter().matrix().consensus(),
                        finding.motif(),
                        finding.correlation(),
                        finding.match().reversed() ? "-" : "+")));
    return String.join("\n", lines) + "\n";
  }
}
