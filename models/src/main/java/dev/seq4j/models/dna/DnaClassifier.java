package dev.seq4j.models.dna;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.ModelEntries;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.NetworkWeights;
import dev.seq4j.models.bundle.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tells to which of two classes a piece of DNA belongs.
 *
 * <pre>{@code
 * DnaClassifier classifier = DnaClassifier.create(DnaSettings.DEFAULT, List.of("free", "bound"));
 * classifier.trainer().epochs(8).validation(validation).fit(train);
 * double bound = classifier.probabilities(List.of("ACGTN"))[0];
 * }</pre>
 *
 * <p>Both strands are read, and the mean of the two probabilities counts, so that a piece of DNA
 * has one answer whichever strand is given. One thread at a time may use an instance.
 */
public final class DnaClassifier {

  /** What a model file calls this task. */
  public static final String TASK = "dna-classification";

  /** How many sequences go through the network at once. */
  private static final int BATCH = 64;

  private ModelParts<DnaSettings, NetworkWeights> model;

  private DnaClassifier(ModelParts<DnaSettings, NetworkWeights> model) {
    this.model = model;
  }

  /**
   * Makes an untrained classifier.
   *
   * @param settings hyper-parameters
   * @param labels names of the two classes, the positive one last
   * @return a classifier with random weights, the same for the same settings
   * @throws InvalidInputException if there are not two different labels
   */
  public static DnaClassifier create(DnaSettings settings, List<String> labels) {
    if (labels.size() != 2 || labels.get(0).equals(labels.get(1))) {
      throw new InvalidInputException("labels = " + labels + ": must be two, different");
    }
    NetworkWeights weights =
        NetworkWeights.untrained(MotifNetwork.configure(settings, labels.size()));
    Vocabulary letters =
        Vocabulary.builder().addAll(new CharTokenizer().tokenize(Dna.LETTERS)).build();
    return new DnaClassifier(
        ModelParts.untrained(TASK, settings, new CharTokenizer(), letters, labels, weights));
  }

  /**
   * Reads a classifier.
   *
   * @param file written by {@link #save}
   * @return the classifier
   * @throws InvalidInputException if the file is missing, damaged or not such a classifier
   */
  public static DnaClassifier load(Path file) {
    return new DnaClassifier(ModelFile.read(file, TASK, DnaSettings.class, DnaClassifier::weights));
  }

  private static NetworkWeights weights(
      ModelEntries entries, DnaSettings settings, Vocabulary letters) throws IOException {
    return NetworkWeights.read(entries);
  }

  /**
   * Writes the classifier.
   *
   * @param file replaced if it is there
   * @param provenance where it comes from
   */
  public void save(Path file, Provenance provenance) {
    model = model.save(file, provenance);
  }

  /**
   * @return a trainer of this classifier's network, to be set up further
   */
  public Trainer trainer() {
    return Trainer.of(graph()).seed(settings().seed());
  }

  /**
   * @return its hyper-parameters
   */
  public DnaSettings settings() {
    return model.settings();
  }

  /**
   * @return names of the two classes, the positive one last
   */
  public List<String> labels() {
    return model.labels();
  }

  private ComputationGraph graph() {
    return model.weights().graph();
  }

  /**
   * @param sequences of the letters of DNA, each of one letter or more
   * @return of each the probability of the positive class, the mean of both strands
   * @throws InvalidInputException if a sequence is empty or has another letter
   */
  public double[] probabilities(List<String> sequences) {
    double[] probabilities = new double[sequences.size()];
    for (int from = 0; from < probabilities.length; from += BATCH) {
      int to = Math.min(probabilities.length, from + BATCH);
      List<int[]> strands = new ArrayList<>();
      for (String sequence : sequences.subList(from, to)) {
        int[] strand = Dna.encode(sequence);
        if (strand.length == 0) {
          throw new InvalidInputException("sequence: is empty, must have letters");
        }
        strands.add(strand);
        strands.add(Dna.reverseComplement(strand));
      }
      INDArray ofStrands = output(strands); // [2 x batch, 2]
      for (int i = from; i < to; i++) {
        long row = 2L * (i - from);
        probabilities[i] = (ofStrands.getDouble(row, 1) + ofStrands.getDouble(row + 1, 1)) / 2;
      }
    }
    return probabilities;
  }

  private INDArray output(List<int[]> strands) {
    int rows = strands.size();
    int time = Dna.longest(strands);
    INDArray letters =
        Nd4j.createFromArray(Dna.oneHot(strands)).reshape('c', rows, Dna.CHANNELS, time);
    INDArray mask = Nd4j.createFromArray(Dna.mask(strands)).reshape('c', rows, time);
    return graph().output(false, new INDArray[] {letters}, new INDArray[] {mask})[0];
  }

  /**
   * Reads back what the filters of the convolution look for.
   *
   * @param sequences in which they look, such as those of the positive class
   * @return one for each filter that answers to something
   */
  public List<FilterMotif> filterMotifs(List<String> sequences) {
    List<int[]> letters = sequences.stream().map(Dna::encode).toList();
    INDArray weights = graph().getLayer(MotifNetwork.FILTERS).getParam("W");
    INDArray biases = graph().getLayer(MotifNetwork.FILTERS).getParam("b");
    int filters = settings().filters();
    INDArray places = // W(k, a, filter): one width, so that the places lie one after the other
        weights.dup('c').reshape('c', settings().width(), Dna.CHANNELS, filters);
    return IntStream.range(0, filters)
        .mapToObj(
            filter ->
                FilterMotif.read(
                    filter, ofFilter(places, filter), biases.getDouble(filter), letters))
        .filter(Objects::nonNull)
        .toList();
  }

  private static double[][] ofFilter(INDArray places, int filter) {
    double[][] weights = new double[(int) places.size(0)][Dna.CHANNELS];
    for (int k = 0; k < weights.length; k++) {
      for (int letter = 0; letter < Dna.CHANNELS; letter++) {
        weights[k][letter] = places.getDouble(k, letter, filter);
      }
    }
    return weights;
  }
}
