package dev.seq4j.models.language;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.layer.output.StepwiseNetwork;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Evaluation;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.NetworkWeights;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Predicts the next token of a text, and so writes texts, token by token.
 *
 * <pre>{@code
 * LanguageModel model = LanguageModel.create(settings, new CharTokenizer(), vocabulary);
 * model.trainer().epochs(10).validation(heldOut).fit(train);
 * model.save(path, provenance);
 *
 * LanguageModel.load(path).generate("It was", GenerationSettings.DEFAULT);
 * }</pre>
 *
 * <p>One thread at a time may train or write with an instance.
 */
public final class LanguageModel {

  /** The task's name in model files. */
  public static final String TASK = "language-model";

  /** Tokens that go through a recurrent network at once when a text is evaluated. */
  private static final int WINDOW = 256;

  private ModelParts<LanguageSettings, NetworkWeights> model;

  private LanguageModel(ModelParts<LanguageSettings, NetworkWeights> model) {
    this.model = model;
  }

  /**
   * Makes an untrained model.
   *
   * @param settings architecture and hyper-parameters
   * @param tokenizer cuts texts as the training text was cut, into characters or words
   * @param vocabulary the tokens it knows
   * @return a model with random weights, the same for the same settings
   * @throws InvalidInputException if the vocabulary is empty
   */
  public static LanguageModel create(
      LanguageSettings settings, Tokenizer tokenizer, Vocabulary vocabulary) {
    if (vocabulary.size() == vocabulary.specials().size()) {
      throw new InvalidInputException(
          "vocabulary = %s: must hold a token that is not special".formatted(vocabulary));
    }
    NetworkWeights weights =
        NetworkWeights.untrained(settings.architecture().configure(settings, vocabulary.size()));
    return new LanguageModel(
        ModelParts.untrained(TASK, settings, tokenizer, vocabulary, List.of(), weights));
  }

  /**
   * Reads a model.
   *
   * @param file written by {@link #save}
   * @return the model
   * @throws InvalidInputException if the file is missing, damaged or not a language model
   */
  public static LanguageModel load(Path file) {
    return new LanguageModel(
        ModelFile.read(
            file,
            TASK,
            LanguageSettings.class,
            (entries, settings, vocabulary) -> NetworkWeights.read(entries)));
  }

  /**
   * Writes the model as one file.
   *
   * @param file replaced if it is there
   * @param provenance what it was trained on and how good it is
   * @throws InvalidInputException if the file cannot be written
   */
  public void save(Path file, Provenance provenance) {
    model = model.save(file, provenance);
  }

  /**
   * @return a trainer of this model's network, to be set up further
   */
  public Trainer trainer() {
    return Trainer.of(graph()).seed(settings().seed());
  }

  /**
   * @param text any
   * @return its tokens that the vocabulary does not have, each once, in their order
   */
  public List<String> unknownTokens(String text) {
    return tokenizer().tokenize(text).stream()
        .filter(token -> vocabulary().id(token) == Vocabulary.UNK)
        .distinct()
        .toList();
  }

  /**
   * Writes a text.
   *
   * @param prompt what the text begins with; tokens outside the vocabulary are read as one unknown
   *     token each
   * @param generation how to write
   * @return the text after the prompt
   * @throws InvalidInputException if the prompt holds no token
   */
  public String generate(String prompt, GenerationSettings generation) {
    return generate(prompt, generation, piece -> {});
  }

  /**
   * Writes a text and shows it as it is made.
   *
   * @param prompt what the text begins with; tokens outside the vocabulary are read as one unknown
   *     token each
   * @param generation how to write
   * @param sink gets each piece of the text after the prompt, as soon as the tokens that follow no
   *     longer change it; all pieces make the text. It must not use this model
   * @return the text after the prompt
   * @throws InvalidInputException if the prompt holds no token
   */
  public String generate(String prompt, GenerationSettings generation, Consumer<String> sink) {
    List<String> tokens = tokenizer().tokenize(prompt);
    if (tokens.isEmpty()) {
      throw new InvalidInputException("prompt = '" + prompt.strip() + "': must hold a token");
    }
    StopText written = new StopText(generation.stop(), sink);
    TextStream text = new TextStream(tokenizer(), tokens, written);
    Sampler sampler = new Sampler(generation);
    int[] read = vocabulary().encode(tokens);
    sampler.remember(read);
    try (ContextReader reader =
        new ContextReader(StepwiseNetwork.of(graph(), 1), settings().context())) {
      float[] probabilities = new float[reader.classes()];
      reader.read(read, probabilities);
      int[] id = {sampler.next(probabilities)};
      text.add(vocabulary().token(id[0]));
      for (int i = 1; i < generation.length() && !written.found(); i++) {
        reader.read(id, probabilities);
        id[0] = sampler.next(probabilities);
        text.add(vocabulary().token(id[0]));
      }
    }
    text.end();
    return written.end();
  }

  /**
   * Reads a text and measures how well each token was foreseen. A recurrent network carries its
   * state from the beginning to the end; a transformer sees at least half its context before each
   * token, where there is as much.
   *
   * @param text two tokens or more; those outside the vocabulary are read, and expected, as the
   *     unknown token
   * @return the mean over all tokens but the first
   * @throws InvalidInputException if the text is too short
   */
  public TextMetrics evaluate(String text) {
    return evaluate(text, none -> {});
  }

  /**
   * Measures as {@link #evaluate(String)} does.
   *
   * @param text two tokens or more
   * @param foreseen is told how many more tokens were, again and again
   * @return the mean over all tokens but the first
   * @throws InvalidInputException if the text is too short
   */
  public TextMetrics evaluate(String text, IntConsumer foreseen) {
    List<String> tokens = tokenizer().tokenize(text);
    if (tokens.size() < 2) {
      throw new InvalidInputException("text: has %d tokens, 2 are needed".formatted(tokens.size()));
    }
    int[] ids = vocabulary().encode(tokens);
    Evaluation evaluation = new Evaluation();
    if (settings().architecture().isRecurrent()) {
      readOn(ids, evaluation, foreseen);
    } else {
      new ContextWindows(graph(), ids, settings().context())
          .addTo(evaluation, vocabulary().size(), foreseen);
    }
    Metrics metrics = evaluation.metrics();
    return new TextMetrics(
        metrics.loss(),
        metrics.accuracy(),
        metrics.labels(),
        text.codePoints().count() - tokens.get(0).codePoints().count(),
        Arrays.stream(ids).skip(1).filter(id -> id == Vocabulary.UNK).count());
  }

  private void readOn(int[] ids, Evaluation evaluation, IntConsumer foreseen) {
    graph().rnnClearPreviousState();
    try {
      for (int from = 0; from < ids.length - 1; from += WINDOW) {
        int to = Math.min(ids.length - 1, from + WINDOW);
        int[][][] next = {{Arrays.copyOfRange(ids, from + 1, to + 1)}}; // [1, 1, time]
        evaluation.add(read(ids, from, to), Nd4j.createFromArray(next), null);
        foreseen.accept(to - from);
      }
    } finally {
      graph().rnnClearPreviousState();
    }
  }

  private INDArray read(int[] ids, int from, int to) {
    int[][][] input = {{Arrays.copyOfRange(ids, from, to)}}; // [1, 1, time]
    return graph().rnnTimeStep(Nd4j.createFromArray(input))[0]; // [1, vocabulary, time]
  }

  /**
   * @param text two tokens or more
   * @return perplexity a token
   */
  public double perplexity(String text) {
    return evaluate(text).perplexity();
  }

  /**
   * @return what the model's file says, or would say, of it
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
   * @return architecture and hyper-parameters
   */
  public LanguageSettings settings() {
    return model.settings();
  }

  /**
   * @return cuts texts into tokens
   */
  public Tokenizer tokenizer() {
    return model.tokenizer();
  }

  /**
   * @return the tokens it knows
   */
  public Vocabulary vocabulary() {
    return model.vocabulary();
  }
}
