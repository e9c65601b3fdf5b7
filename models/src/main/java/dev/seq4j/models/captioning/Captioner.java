package dev.seq4j.models.captioning;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.VocabularyBuilder;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.NetworkWeights;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.decoding.BeamSearch;
import dev.seq4j.models.decoding.GraphDecoder;
import dev.seq4j.models.decoding.Hypothesis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Says what pictures show.
 *
 * <pre>{@code
 * Vocabulary words = Captioner.vocabulary(captions, tokenizer);
 * Captioner captioner = Captioner.create(CaptionerSettings.of(40, 40), tokenizer, words);
 * captioner.trainer().epochs(10).validation(heldOut).fit(train);
 * captioner.save(path, provenance);
 *
 * Captioner.load(path).caption(Picture.read(png));
 * }</pre>
 *
 * <p>It is trained with the true caption as input, shifted by one word (teacher forcing): two
 * inputs, the picture, {@code [batch, 3, height, width]} from 0 to 1, and ids of the mark of the
 * beginning with the caption; as labels the caption with the mark of the end.
 *
 * <p>One thread at a time may train or write with an instance.
 */
public final class Captioner {

  /** The task's name in model files. */
  public static final String TASK = "captioning";

  /** How many beginnings of a caption are kept. */
  public static final int DEFAULT_BEAM_WIDTH = 5;

  /** Pictures that are looked at side by side. */
  private static final int SIDE_BY_SIDE = 64;

  private static final String[] MARKS = {Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN};

  private ModelParts<CaptionerSettings, NetworkWeights> model;

  private Captioner(ModelParts<CaptionerSettings, NetworkWeights> model) {
    this.model = model;
  }

  /**
   * Gathers the words of captions.
   *
   * @param captions for training
   * @param tokenizer cuts them
   * @return all their words, and the marks of beginning and end
   */
  public static Vocabulary vocabulary(Iterable<String> captions, Tokenizer tokenizer) {
    VocabularyBuilder words = Vocabulary.builder().withSpecials(MARKS);
    captions.forEach(caption -> words.addAll(tokenizer.tokenize(caption)));
    return words.build();
  }

  /**
   * Makes an untrained model.
   *
   * @param settings sizes and hyper-parameters
   * @param tokenizer cuts captions, and joins them
   * @param vocabulary their words, with {@code <bos>} and {@code <eos>} as special tokens
   * @return a model with random weights, the same for the same settings
   * @throws InvalidInputException if the vocabulary has not the two marks
   */
  public static Captioner create(
      CaptionerSettings settings, Tokenizer tokenizer, Vocabulary vocabulary) {
    if (!vocabulary.specials().containsAll(List.of(MARKS))) {
      throw new InvalidInputException(
          "vocabulary = %s: must have the special tokens %s"
              .formatted(vocabulary, String.join(" and ", MARKS)));
    }
    NetworkWeights weights =
        NetworkWeights.untrained(PictureEncoderDecoder.configure(settings, vocabulary.size()));
    return new Captioner(
        ModelParts.untrained(TASK, settings, tokenizer, vocabulary, List.of(), weights));
  }

  /**
   * Reads a model.
   *
   * @param file written by {@link #save}
   * @return the model
   * @throws InvalidInputException if the file is missing, damaged or no such model
   */
  public static Captioner load(Path file) {
    return new Captioner(
        ModelFile.read(
            file,
            TASK,
            CaptionerSettings.class,
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
   * @return how captions are searched for unless something else is asked: a beam of {@value
   *     #DEFAULT_BEAM_WIDTH}; to be changed by its methods
   */
  public BeamSearch search() {
    return BeamSearch.greedy(vocabulary()).withBeamWidth(DEFAULT_BEAM_WIDTH);
  }

  /**
   * @param picture of the model's size
   * @return what it shows
   * @throws InvalidInputException if it has another size
   */
  public String caption(Picture picture) {
    return caption(List.of(picture), search()).get(0).text();
  }

  /**
   * Says what each of several pictures shows.
   *
   * @param pictures of the model's size
   * @param search how
   * @return a caption of each, in their order
   * @throws InvalidInputException if one has another size
   */
  public List<Caption> caption(List<Picture> pictures, BeamSearch search) {
    return caption(pictures, search, none -> {});
  }

  /**
   * Says what each of several pictures shows.
   *
   * @param pictures of the model's size
   * @param search how
   * @param captioned is told how many more have a caption, again and again
   * @return a caption of each, in their order
   * @throws InvalidInputException if one has another size
   */
  public List<Caption> caption(List<Picture> pictures, BeamSearch search, IntConsumer captioned) {
    pictures.forEach(this::requireSize);
    List<Caption> captions = new ArrayList<>();
    for (int from = 0; from < pictures.size(); from += SIDE_BY_SIDE) {
      List<Picture> some = pictures.subList(from, Math.min(pictures.size(), from + SIDE_BY_SIDE));
      int[] longest = new int[some.size()];
      Arrays.fill(longest, settings().maxLength());
      GraphDecoder decoder = new GraphDecoder(graph(), array(some), null, search.begin());
      for (List<Hypothesis> found : search.search(decoder, longest)) {
        Hypothesis best = found.get(0);
        List<String> words = vocabulary().decode(best.ids());
        captions.add(new Caption(model.tokenizer().join(words), best.logProbability()));
      }
      captioned.accept(some.size());
    }
    return captions;
  }

  /**
   * @param picture any
   * @throws InvalidInputException if it has another size than this model's pictures
   */
  public void requireSize(Picture picture) {
    if (picture.width() != settings().width() || picture.height() != settings().height()) {
      throw new InvalidInputException(
          "%s: the model needs %d x %d"
              .formatted(picture, settings().width(), settings().height()));
    }
  }

  private INDArray array(List<Picture> pictures) {
    int length = Picture.CHANNELS * settings().height() * settings().width();
    float[] numbers = new float[pictures.size() * length];
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).copyTo(numbers, i * length);
    }
    return Nd4j.create(
        numbers,
        new long[] {pictures.size(), Picture.CHANNELS, settings().height(), settings().width()},
        'c');
  }

  /**
   * @return cuts captions
   */
  public Tokenizer tokenizer() {
    return model.tokenizer();
  }

  /**
   * @return the words it writes with
   */
  public Vocabulary vocabulary() {
    return model.vocabulary();
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
  public CaptionerSettings settings() {
    return model.settings();
  }
}
