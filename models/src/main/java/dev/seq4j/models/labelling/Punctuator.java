package dev.seq4j.models.labelling;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.BareWordTokenizer;
import dev.seq4j.core.text.OverlappingWindows;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.NetworkWeights;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Restores the capitals and the punctuation of a text, word by word.
 *
 * <pre>{@code
 * Punctuator punctuator = Punctuator.create(settings, Punctuator.vocabulary(words, 20_000, 2));
 * punctuator.trainer().epochs(10).validation(heldOut).fit(train);
 * punctuator.save(path, provenance);
 *
 * Punctuator.load(path).restore("good day mr lorry i am late"); // Good day, Mr. Lorry. I am late.
 * }</pre>
 *
 * <p>What the training data hold of words is {@link #encode}, and of labels {@link
 * WordLabel#number}. One thread at a time may train or restore with an instance.
 */
public final class Punctuator {

  /** The task's name in model files. */
  public static final String TASK = "punctuation";

  /** How many windows go through the network at once. */
  private static final int BATCH = 64;

  private ModelParts<PunctuatorSettings, NetworkWeights> model;

  private Punctuator(ModelParts<PunctuatorSettings, NetworkWeights> model) {
    this.model = model;
  }

  /**
   * Numbers words; those that are rare by what they end with.
   *
   * @param words of the texts to train on, bare
   * @param most how many words are known at most, besides such endings; 1 or more
   * @param minCount how often a word must come to be known, 1 or more
   * @return the vocabulary of a punctuator
   */
  public static Vocabulary vocabulary(List<String> words, int most, int minCount) {
    return WordNumbers.learn(words, most, minCount);
  }

  /**
   * Makes an untrained punctuator.
   *
   * @param settings hyper-parameters
   * @param vocabulary made by {@link #vocabulary}
   * @return a punctuator with random weights, the same for the same settings
   * @throws InvalidInputException if the vocabulary is empty
   */
  public static Punctuator create(PunctuatorSettings settings, Vocabulary vocabulary) {
    if (vocabulary.size() == vocabulary.specials().size()) {
      throw new InvalidInputException("vocabulary = %s: must hold a word".formatted(vocabulary));
    }
    List<String> labels = WordLabel.names();
    NetworkWeights weights =
        NetworkWeights.untrained(
            PunctuatorNetwork.configure(settings, vocabulary.size(), labels.size()));
    return new Punctuator(
        ModelParts.untrained(TASK, settings, new BareWordTokenizer(), vocabulary, labels, weights));
  }

  /**
   * Reads a punctuator.
   *
   * @param file written by {@link #save}
   * @return the punctuator
   * @throws InvalidInputException if the file is missing, damaged or no punctuator
   */
  public static Punctuator load(Path file) {
    ModelParts<PunctuatorSettings, NetworkWeights> model =
        ModelFile.read(
            file,
            TASK,
            PunctuatorSettings.class,
            (entries, settings, vocabulary) -> NetworkWeights.read(entries));
    long classes = model.weights().graph().layerSize(PunctuatorNetwork.OUTPUT);
    if (!model.labels().equals(WordLabel.names()) || classes != model.labels().size()) {
      throw new InvalidInputException(
          "%s: has %d labels and a network for %d, must have the %d from '%s' to '%s'"
              .formatted(
                  file,
                  model.labels().size(),
                  classes,
                  WordLabel.names().size(),
                  WordLabel.of(0),
                  WordLabel.of(WordLabel.names().size() - 1)));
    }
    return new Punctuator(model);
  }

  /**
   * Writes the punctuator as one file.
   *
   * @param file replaced if it is there
   * @param provenance what it was trained on and how good it is
   * @throws InvalidInputException if the file cannot be written
   */
  public void save(Path file, Provenance provenance) {
    model = model.save(file, provenance);
  }

  /**
   * @return a trainer of this punctuator's network, to be set up further
   */
  public Trainer trainer() {
    return Trainer.of(graph()).seed(settings().seed());
  }

  /**
   * @param words bare
   * @return what the network reads of each
   */
  public int[] encode(List<String> words) {
    return words.stream().mapToInt(word -> WordNumbers.id(vocabulary(), word)).toArray();
  }

  /**
   * Restores a text. Capitals and punctuation that it has are not looked at.
   *
   * @param text any
   * @return its words with capitals and marks, in one line; empty if it has no word
   */
  public String restore(String text) {
    List<String> words = model.tokenizer().tokenize(text);
    List<WordLabel> labels = label(words);
    return MarkedText.join(
        IntStream.range(0, words.size())
            .mapToObj(i -> new MarkedWord(words.get(i), labels.get(i)))
            .toList());
  }

  /**
   * Labels words: each gets its likeliest capital if the probability of any is at least the
   * settings' threshold, and likewise its likeliest mark.
   *
   * @param words bare, in their order
   * @return the label of each
   */
  public List<WordLabel> label(List<String> words) {
    List<WordLabel> labels = new ArrayList<>();
    if (words.isEmpty()) {
      return labels;
    }
    int[] ids = encode(words);
    OverlappingWindows windows = new OverlappingWindows(ids.length, settings().window());
    for (int from = 0; from < windows.count(); from += BATCH) {
      label(ids, windows, from, Math.min(windows.count(), from + BATCH), labels);
    }
    return labels;
  }

  private void label(
      int[] ids, OverlappingWindows windows, int first, int end, List<WordLabel> labels) {
    int time = windows.to(first) - windows.from(first);
    int[][] read = new int[end - first][time]; // [batch, time]
    float[][] mask = new float[end - first][time];
    for (int row = 0; row < read.length; row++) {
      int from = windows.from(first + row);
      int length = windows.to(first + row) - from;
      System.arraycopy(ids, from, read[row], 0, length);
      Arrays.fill(mask[row], 0, length, 1);
    }
    INDArray probabilities =
        graph()
            .output(
                false,
                new INDArray[] {Nd4j.createFromArray(read)},
                new INDArray[] {Nd4j.createFromArray(mask)})[0]; // [batch, labels, time]
    for (int row = 0; row < read.length; row++) {
      float[][] ofRow = probabilities.slice(row).toFloatMatrix(); // [labels, time]
      int from = windows.from(first + row);
      for (int i = windows.judgedFrom(first + row); i < windows.judgedTo(first + row); i++) {
        labels.add(decided(ofRow, i - from));
      }
    }
  }

  /** Each of the two whatever the other is. */
  private WordLabel decided(float[][] probabilities, int step) {
    float[] capitals = new float[Capital.values().length];
    float[] marks = new float[Mark.values().length];
    for (int label = 0; label < probabilities.length; label++) {
      WordLabel of = WordLabel.of(label);
      capitals[of.capital().ordinal()] += probabilities[label][step];
      marks[of.mark().ordinal()] += probabilities[label][step];
    }
    return new WordLabel(Capital.values()[decided(capitals)], Mark.values()[decided(marks)]);
  }

  /** The likeliest but none, which is the first, if the probability of any is high enough. */
  private int decided(float[] probabilities) {
    int best = 1;
    float any = 0;
    for (int i = 1; i < probabilities.length; i++) {
      any += probabilities[i];
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return any < settings().threshold() ? 0 : best;
  }

  /**
   * Labels words of a text that was taken apart, and compares.
   *
   * @param words one or more
   * @return how good the labels are
   * @throws InvalidInputException if there is no word
   */
  public LabellingReport evaluate(List<MarkedWord> words) {
    return LabellingReport.of(
        words.stream().map(MarkedWord::label).toList(),
        label(words.stream().map(MarkedWord::word).toList()));
  }

  /**
   * @return what the punctuator's file says, or would say, of it
   */
  public ModelCard card() {
    return model.card();
  }

  /**
   * @return the network, for whatever this class does not offer
   */
  public ComputationGraph graph() {
    return model.weights().graph();
  }

  /**
   * @return hyper-parameters
   */
  public PunctuatorSettings settings() {
    return model.settings();
  }

  /**
   * @return the words and endings that it knows
   */
  public Vocabulary vocabulary() {
    return model.vocabulary();
  }
}
