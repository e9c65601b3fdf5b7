package dev.seq4j.models.labelling;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.BareWordTokenizer;
import dev.seq4j.core.text.OverlappingWindows;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.CalibratedNetwork;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.NetworkWeights;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Restores the capitals and the punctuation of a text, word by word.
 *
 * <pre>{@code
 * Punctuator punctuator = Punctuator.create(settings, Punctuator.vocabulary(words, 20_000, 2));
 * punctuator.trainer().epochs(10).validation(validation).fit(train);
 * punctuator.choose(validationWords);
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

  private static final String THRESHOLDS = "thresholds.json";

  private ModelParts<PunctuatorSettings, CalibratedNetwork<Thresholds>> model;

  private Punctuator(ModelParts<PunctuatorSettings, CalibratedNetwork<Thresholds>> model) {
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
    NetworkWeights network =
        NetworkWeights.untrained(
            PunctuatorNetwork.configure(settings, vocabulary.size(), labels.size()));
    CalibratedNetwork<Thresholds> weights =
        new CalibratedNetwork<>(network, THRESHOLDS, Thresholds.all(Thresholds.DEFAULT));
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
    ModelParts<PunctuatorSettings, CalibratedNetwork<Thresholds>> model =
        ModelFile.read(
            file,
            TASK,
            PunctuatorSettings.class,
            (entries, settings, vocabulary) ->
                CalibratedNetwork.read(entries, THRESHOLDS, Thresholds.class));
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
   * Labels words: each gets a capital and a mark if their probabilities reach the {@link
   * #thresholds}.
   *
   * @param words bare, in their order
   * @return the label of each
   */
  public List<WordLabel> label(List<String> words) {
    return label(words, none -> {});
  }

  private List<WordLabel> label(List<String> words, IntConsumer labelled) {
    List<WordLabel> labels = new ArrayList<>();
    Thresholds thresholds = thresholds();
    judge(
        words,
        (capitals, marks) -> {
          labels.add(thresholds.decide(capitals, marks));
          labelled.accept(1);
        });
    return labels;
  }

  /**
   * Chooses the thresholds, each by what is best for F1 of its capital or mark.
   *
   * @param words that were not learned from and will not measure, one or more
   * @throws InvalidInputException if there is no word
   */
  public void choose(List<MarkedWord> words) {
    if (words.isEmpty()) {
      throw new InvalidInputException("words = 0: must be 1 or above");
    }
    List<float[]> ofCapitals = new ArrayList<>();
    List<float[]> ofMarks = new ArrayList<>();
    judge(
        words.stream().map(MarkedWord::word).toList(),
        (capitals, marks) -> {
          ofCapitals.add(capitals);
          ofMarks.add(marks);
        });
    set(Thresholds.choose(words.stream().map(MarkedWord::label).toList(), ofCapitals, ofMarks));
  }

  /**
   * @return from which probability each capital and mark is set
   */
  public Thresholds thresholds() {
    return model.weights().calibration();
  }

  /**
   * @param thresholds from which probability each capital and mark is to be set
   */
  public void set(Thresholds thresholds) {
    model = model.withWeights(model.weights().with(thresholds));
  }

  /** Is told the probabilities of each word's capitals and marks, word by word. */
  private interface Judge {
    void judge(float[] capitals, float[] marks);
  }

  private void judge(List<String> words, Judge judge) {
    if (words.isEmpty()) {
      return;
    }
    int[] ids = encode(words);
    OverlappingWindows windows = new OverlappingWindows(ids.length, settings().window());
    for (int from = 0; from < windows.count(); from += BATCH) {
      judge(ids, windows, from, Math.min(windows.count(), from + BATCH), judge);
    }
  }

  private void judge(int[] ids, OverlappingWindows windows, int first, int end, Judge judge) {
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
        judge(ofRow, i - from, judge);
      }
    }
  }

  /** Sums the probabilities of labels that have the same capital, and of those with a mark. */
  private static void judge(float[][] probabilities, int step, Judge judge) {
    float[] capitals = new float[Capital.values().length];
    float[] marks = new float[Mark.values().length];
    for (int label = 0; label < probabilities.length; label++) {
      WordLabel of = WordLabel.of(label);
      capitals[of.capital().ordinal()] += probabilities[label][step];
      marks[of.mark().ordinal()] += probabilities[label][step];
    }
    judge.judge(capitals, marks);
  }

  /**
   * Labels words of a text that was taken apart, and compares.
   *
   * @param words one or more
   * @return how good the labels are
   * @throws InvalidInputException if there is no word
   */
  public LabellingReport evaluate(List<MarkedWord> words) {
    return evaluate(words, none -> {});
  }

  /**
   * Labels words of a text that was taken apart, and compares.
   *
   * @param words one or more
   * @param labelled is told how many more were, again and again
   * @return how good the labels are
   * @throws InvalidInputException if there is no word
   */
  public LabellingReport evaluate(List<MarkedWord> words, IntConsumer labelled) {
    return LabellingReport.of(
        words.stream().map(MarkedWord::label).toList(),
        label(words.stream().map(MarkedWord::word).toList(), labelled));
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
