package dev.seq4j.models.captioning;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Film;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.core.text.SentencePattern;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.VocabularyBuilder;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.NetworkWeights;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Says at each frame of a film what happens, from that frame and those before it.
 *
 * <pre>{@code
 * FilmDescriber describer = FilmDescriber.create(FilmDescriberSettings.of(32, 32, pattern));
 * describer.trainer().epochs(10).validation(heldOut).fit(train);
 * describer.save(path, provenance);
 *
 * FilmDescriber.load(path).describe(film); // a red circle appears, a red circle moves left, ...
 * }</pre>
 *
 * <p>It learns from films, {@code [batch, height * width * 3, frames]} from 0 to 1, with integer
 * labels {@code [batch, 1, frames * words]}: the words of the first frame, then of the second, and
 * so on, as the settings' pattern numbers them.
 *
 * <p>A description is told when its frame has been seen, and never changes afterwards: the first
 * frames of a film are described alike whatever follows. One thread at a time may train or describe
 * with an instance.
 */
public final class FilmDescriber {

  /** The task's name in model files. */
  public static final String TASK = "film-description";

  /** Films that are looked at side by side. */
  private static final int SIDE_BY_SIDE = 16;

  /** Frames that are looked at in one go, so that a film may be of any length. */
  private static final int PIECE = 32;

  private static final Tokenizer WORDS = new WordTokenizer();

  private ModelParts<FilmDescriberSettings, NetworkWeights> model;

  private FilmDescriber(ModelParts<FilmDescriberSettings, NetworkWeights> model) {
    this.model = model;
  }

  /**
   * Makes an untrained model.
   *
   * @param settings sizes and hyper-parameters
   * @return a model with random weights, the same for the same settings
   */
  public static FilmDescriber create(FilmDescriberSettings settings) {
    List<String> labels = settings.pattern().words();
    VocabularyBuilder words = Vocabulary.builder();
    labels.forEach(label -> words.addAll(WORDS.tokenize(label)));
    return new FilmDescriber(
        ModelParts.untrained(
            TASK,
            settings,
            WORDS,
            words.build(),
            labels,
            NetworkWeights.untrained(FilmNetwork.configure(settings))));
  }

  /**
   * Reads a model.
   *
   * @param file written by {@link #save}
   * @return the model
   * @throws InvalidInputException if the file is missing, damaged or no such model
   */
  public static FilmDescriber load(Path file) {
    ModelParts<FilmDescriberSettings, NetworkWeights> model =
        ModelFile.read(
            file,
            TASK,
            FilmDescriberSettings.class,
            (entries, settings, vocabulary) -> NetworkWeights.read(entries));
    long classes = model.weights().graph().layerSize(FilmNetwork.OUTPUT);
    if (classes != model.settings().pattern().size()) {
      throw new InvalidInputException(
          "%s: has %d words and a network for %d, must have as many"
              .formatted(file, model.settings().pattern().size(), classes));
    }
    return new FilmDescriber(model);
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
   * @param film of frames of the model's size, of any length
   * @return what happens in each frame
   * @throws InvalidInputException if its frames have another size
   */
  public List<FrameDescription> describe(Film film) {
    return describe(List.of(film)).get(0);
  }

  /**
   * Describes several films, side by side those that follow one another and are as long.
   *
   * @param films of frames of the model's size
   * @return what happens in each frame of each film
   * @throws InvalidInputException if the frames of one have another size
   */
  public List<List<FrameDescription>> describe(List<Film> films) {
    films.forEach(film -> requireSize(film.frames().get(0)));
    List<List<FrameDescription>> described = new ArrayList<>();
    while (described.size() < films.size()) {
      int from = described.size();
      int to = from + 1;
      while (to < Math.min(films.size(), from + SIDE_BY_SIDE)
          && films.get(to).length() == films.get(from).length()) {
        to++;
      }
      described.addAll(sideBySide(films.subList(from, to)));
    }
    return described;
  }

  private List<List<FrameDescription>> sideBySide(List<Film> films) {
    List<List<FrameDescription>> described = new ArrayList<>();
    films.forEach(film -> described.add(new ArrayList<>()));
    int length = films.get(0).length();
    graph().rnnClearPreviousState();
    for (int from = 0; from < length; from += PIECE) {
      int to = Math.min(length, from + PIECE);
      INDArray words =
          graph().rnnTimeStep(array(films, from, to))[0]; // [films, vocabulary, time words]
      for (int row = 0; row < films.size(); row++) {
        float[][] probabilities = words.slice(row).toFloatMatrix(); // [vocabulary, time words]
        for (int t = 0; t < to - from; t++) {
          described.get(row).add(likeliest(probabilities, t));
        }
      }
    }
    graph().rnnClearPreviousState();
    return described;
  }

  private static INDArray array(List<Film> films, int from, int to) {
    int rows = films.size();
    int numbers = films.get(0).frames().get(0).numbers();
    float[] frames = new float[Math.multiplyExact((to - from) * rows, numbers)];
    for (int row = 0; row < rows; row++) {
      films.get(row).copyTo(from, to, frames, row, rows);
    }
    return Nd4j.create(frames, new long[] {to - from, rows, numbers}, 'c').permute(1, 2, 0);
  }

  /** At each place the likeliest of the words that may stand there. */
  private FrameDescription likeliest(float[][] probabilities, int frame) {
    SentencePattern pattern = settings().pattern();
    List<String> words = new ArrayList<>();
    double probability = 1;
    for (int place = 0; place < pattern.places().size(); place++) {
      int step = frame * pattern.places().size() + place;
      int first = pattern.first(place);
      int best = 0;
      for (int i = 1; i < pattern.places().get(place).size(); i++) {
        best = probabilities[first + i][step] > probabilities[first + best][step] ? i : best;
      }
      words.add(pattern.places().get(place).get(best));
      probability *= probabilities[first + best][step];
    }
    return new FrameDescription(words, probability);
  }

  /**
   * @param frame any
   * @throws InvalidInputException if it has another size than this model's frames
   */
  public void requireSize(Picture frame) {
    if (frame.width() != settings().width() || frame.height() != settings().height()) {
      throw new InvalidInputException(
          "%s: the model needs %d x %d".formatted(frame, settings().width(), settings().height()));
    }
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
   * @return sizes and hyper-parameters
   */
  public FilmDescriberSettings settings() {
    return model.settings();
  }
}
