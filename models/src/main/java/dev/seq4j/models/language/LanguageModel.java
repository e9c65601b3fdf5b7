package dev.seq4j.models.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.core.Build;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Tokenizers;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Evaluation;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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

  /** Tokens that go through the network at once when a text is read. */
  private static final int WINDOW = 256;

  private final LanguageSettings settings;
  private final Tokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final ComputationGraph graph;
  private Provenance provenance;

  private LanguageModel(
      LanguageSettings settings,
      Tokenizer tokenizer,
      Vocabulary vocabulary,
      ComputationGraph graph,
      Provenance provenance) {
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    this.graph = graph;
    this.provenance = provenance;
  }

  /**
   * Makes an untrained model.
   *
   * @param settings architecture and hyper-parameters
   * @param tokenizer cuts texts as the training text was cut, into characters or words
   * @param vocabulary the tokens it knows
   * @return a model with random weights
   */
  public static LanguageModel create(
      LanguageSettings settings, Tokenizer tokenizer, Vocabulary vocabulary) {
    Objects.requireNonNull(tokenizer, "tokenizer");
    ComputationGraph graph =
        new ComputationGraph(settings.architecture().configure(settings, vocabulary.size()));
    graph.init();
    return new LanguageModel(settings, tokenizer, vocabulary, graph, Provenance.UNKNOWN);
  }

  /**
   * Reads a model.
   *
   * @param file written by {@link #save}
   * @return the model
   * @throws InvalidInputException if the file is missing, damaged or not a language model
   */
  public static LanguageModel load(Path file) {
    ModelFile model = ModelFile.read(file, TASK);
    ModelCard card = model.card();
    return new LanguageModel(
        Json.read(card.settings().toString(), LanguageSettings.class, file + "!settings"),
        Tokenizers.fromSpec(card.tokenizer()),
        model.vocabulary(),
        model.graph(),
        card.provenance());
  }

  /**
   * Writes the model as one file.
   *
   * @param file replaced if it is there
   * @param provenance what it was trained on and how good it is
   * @throws InvalidInputException if the file cannot be written
   */
  public void save(Path file, Provenance provenance) {
    this.provenance = Objects.requireNonNull(provenance, "provenance");
    new ModelFile(card(), graph, vocabulary).write(file);
  }

  /**
   * @return a trainer of this model's network, to be set up further
   */
  public Trainer trainer() {
    return Trainer.of(graph).seed(settings.seed());
  }

  /**
   * Writes a text.
   *
   * @param prompt what the text begins with; at least one token
   * @param generation how to write
   * @return the text after the prompt
   */
  public String generate(String prompt, GenerationSettings generation) {
    return generate(prompt, generation, token -> {});
  }

  /**
   * Writes a text and shows it as it is made.
   *
   * @param prompt what the text begins with; at least one token
   * @param generation how to write
   * @param sink gets each piece of the text after the prompt; all pieces make the text
   * @return the text after the prompt
   */
  public String generate(String prompt, GenerationSettings generation, Consumer<String> sink) {
    List<String> tokens = new ArrayList<>(tokenizer.tokenize(prompt));
    if (tokens.isEmpty()) {
      throw new InvalidInputException("prompt: is empty, at least one token is needed");
    }
    String start = tokenizer.join(tokens);
    int shown = start.length();
    String text = start;
    Sampler sampler = new Sampler(generation);
    graph.rnnClearPreviousState();
    float[] probabilities = step(vocabulary.encode(tokens));
    for (int i = 0; i < generation.length(); i++) {
      int id = sampler.next(probabilities);
      tokens.add(vocabulary.token(id));
      text = tokenizer.join(tokens);
      sink.accept(text.substring(shown));
      shown = text.length();
      probabilities = step(new int[] {id});
    }
    graph.rnnClearPreviousState();
    return text.substring(start.length());
  }

  /** Reads tokens, keeping the state, and returns the probabilities after the last. */
  private float[] step(int[] ids) {
    INDArray input = Nd4j.createFromArray(new int[][][] {{ids}}); // [1, 1, time]
    INDArray output = graph.rnnTimeStep(input)[0]; // [1, vocabulary, time]
    return output.slice(0).getColumn(output.size(2) - 1).dup().data().asFloat();
  }

  /**
   * Reads a text and measures how well each token was foreseen, the state carried from its
   * beginning to its end.
   *
   * @param text two tokens or more
   * @return the mean over all tokens but the first
   */
  public Metrics evaluate(String text) {
    int[] ids = vocabulary.encode(tokenizer.tokenize(text));
    if (ids.length < 2) {
      throw new InvalidInputException("text: has %d tokens, 2 are needed".formatted(ids.length));
    }
    Evaluation evaluation = new Evaluation();
    graph.rnnClearPreviousState();
    for (int from = 0; from < ids.length - 1; from += WINDOW) {
      int to = Math.min(ids.length - 1, from + WINDOW);
      int[][][] input = {{Arrays.copyOfRange(ids, from, to)}}; // [1, 1, time]
      int[][][] next = {{Arrays.copyOfRange(ids, from + 1, to + 1)}}; // [1, 1, time]
      INDArray probabilities = graph.rnnTimeStep(Nd4j.createFromArray(input))[0];
      evaluation.add(probabilities, Nd4j.createFromArray(next), null);
    }
    graph.rnnClearPreviousState();
    return evaluation.metrics();
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
    Build build = Build.current();
    return new ModelCard(
        ModelFile.FORMAT,
        build.version() + " " + build.revision(),
        TASK,
        Json.read(Json.line(settings), JsonNode.class, "settings"),
        tokenizer.spec(),
        List.of(),
        graph.numParams(),
        vocabulary.digest(),
        provenance);
  }

  /**
   * @return the network, for whatever this class does not offer
   */
  public ComputationGraph graph() {
    return graph;
  }

  /**
   * @return architecture and hyper-parameters
   */
  public LanguageSettings settings() {
    return settings;
  }

  /**
   * @return cuts texts into tokens
   */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /**
   * @return the tokens it knows
   */
  public Vocabulary vocabulary() {
    return vocabulary;
  }
}
