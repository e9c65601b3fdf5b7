package dev.seq4j.models.acoustic;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.sound.Mfcc;
import dev.seq4j.core.sound.MfccSettings;
import dev.seq4j.core.sound.Segment;
import dev.seq4j.core.sound.Sound;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.NetworkWeights;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Says what is heard in a sound from when to when, frame by frame.
 *
 * <pre>{@code
 * FrameLabeller labeller = FrameLabeller.create(settings, List.of("yes", "no"));
 * // each training example: labeller.features(sound), labeller.numbers(segments, frames)
 * labeller.trainer().epochs(10).validation(validation).fit(train);
 * labeller.save(path, provenance);
 *
 * FrameLabeller.load(path).label(SoundFile.read(wav)); // [yes from 0.31 to 0.72]
 * }</pre>
 *
 * <p>A frame belongs to the segment in which its middle lies, and to {@value #SILENCE} if it lies
 * in none. One thread at a time may use an instance.
 */
public final class FrameLabeller {

  /** The task's name in model files. */
  public static final String TASK = "frame-labelling";

  /** The label of frames in which nothing is heard; its number is 0. */
  public static final String SILENCE = "silence";

  private ModelParts<FrameLabellerSettings, NetworkWeights> model;
  private final Mfcc mfcc;

  private FrameLabeller(ModelParts<FrameLabellerSettings, NetworkWeights> model) {
    this.model = model;
    mfcc = new Mfcc(model.settings().mfcc());
  }

  /**
   * Makes an untrained labeller.
   *
   * @param settings hyper-parameters
   * @param words what may be heard besides silence, one or more, different
   * @return a labeller with random weights, the same for the same settings
   * @throws InvalidInputException if there are no words, or two are the same
   */
  public static FrameLabeller create(FrameLabellerSettings settings, List<String> words) {
    List<String> labels = Stream.concat(Stream.of(SILENCE), words.stream()).toList();
    if (words.isEmpty() || labels.stream().distinct().count() != labels.size()) {
      throw new InvalidInputException(
          "words = %s: must be one or more, different, none of them %s".formatted(words, SILENCE));
    }
    NetworkWeights weights =
        NetworkWeights.untrained(FrameNetwork.configure(settings, labels.size()));
    return new FrameLabeller(ModelParts.untrained(TASK, settings, labels, weights));
  }

  /**
   * Reads a labeller.
   *
   * @param file written by {@link #save}
   * @return the labeller
   * @throws InvalidInputException if the file is missing, damaged or no such labeller
   */
  public static FrameLabeller load(Path file) {
    ModelParts<FrameLabellerSettings, NetworkWeights> model =
        ModelFile.read(
            file,
            TASK,
            FrameLabellerSettings.class,
            (entries, settings, vocabulary) -> NetworkWeights.read(entries));
    ComputationGraph graph = model.weights().graph();
    long classes = graph.layerSize(FrameNetwork.OUTPUT);
    if (classes != model.labels().size()
        || !SILENCE.equals(model.labels().get(0))
        || graph.layerInputSize(FrameNetwork.FIRST) != model.settings().mfcc().features()) {
      throw new InvalidInputException(
          "%s: has the labels %s and %d features, its network has %d and %d"
              .formatted(
                  file,
                  model.labels(),
                  model.settings().mfcc().features(),
                  classes,
                  graph.layerInputSize(FrameNetwork.FIRST)));
    }
    return new FrameLabeller(model);
  }

  /**
   * Writes the labeller as one file.
   *
   * @param file replaced if it is there
   * @param provenance what it was trained on and how good it is
   * @throws InvalidInputException if the file cannot be written
   */
  public void save(Path file, Provenance provenance) {
    model = model.save(file, provenance);
  }

  /**
   * @return a trainer of this labeller's network, to be set up further
   */
  public Trainer trainer() {
    return Trainer.of(graph()).seed(settings().seed());
  }

  /**
   * @param sound of any rate
   * @return what the network reads of each frame, {@code [frames, features]}
   */
  public float[][] features(Sound sound) {
    return Mfcc.normalized(mfcc.of(sound));
  }

  /**
   * @param segments of a sound, in their order, none over another
   * @param frames of the sound
   * @return the number of each frame's label
   * @throws InvalidInputException if a segment has a label that is not known
   */
  public int[] numbers(List<Segment> segments, int frames) {
    int[] numbers = new int[frames];
    MfccSettings clock = settings().mfcc();
    for (Segment segment : segments) {
      int label = labels().indexOf(segment.label());
      if (label < 0) {
        throw new InvalidInputException(
            "label = %s: must be one of %s".formatted(segment.label(), labels()));
      }
      for (int t = 0; t < frames; t++) {
        if (clock.middle(t) >= segment.start() && clock.middle(t) < segment.end()) {
          numbers[t] = label;
        }
      }
    }
    return numbers;
  }

  /**
   * @param features of a sound's frames
   * @return of each frame the probability of each label, {@code [frames, labels]}
   */
  public float[][] probabilities(float[][] features) {
    int time = features.length;
    int columns = settings().mfcc().features();
    float[] values = new float[columns * time]; // [1, features, time]
    for (int t = 0; t < time; t++) {
      for (int c = 0; c < columns; c++) {
        values[c * time + t] = features[t][c];
      }
    }
    INDArray frames = Nd4j.createFromArray(values).reshape('c', 1, columns, time);
    INDArray output = graph().output(false, frames)[0]; // [1, labels, time]
    return output.slice(0).transpose().toFloatMatrix();
  }

  /**
   * @param probabilities of each frame
   * @return the number of each frame's likeliest label, whatever those beside it have
   */
  public static int[] likeliest(float[][] probabilities) {
    return BestPath.of(probabilities, 0);
  }

  /**
   * @param probabilities of each frame
   * @return the numbers of the likeliest labels of all frames together, where changes cost what the
   *     settings say
   */
  public int[] decode(float[][] probabilities) {
    return BestPath.of(probabilities, settings().switchCost());
  }

  /**
   * @param numbers the label of each frame
   * @return the segments of which they are, without silence
   */
  public List<Segment> segments(int[] numbers) {
    List<Segment> segments = new ArrayList<>();
    MfccSettings clock = settings().mfcc();
    int from = 0;
    for (int t = 1; t <= numbers.length; t++) {
      if (t == numbers.length || numbers[t] != numbers[from]) {
        if (numbers[from] != 0) {
          segments.add(new Segment(clock.begin(from), clock.begin(t), labels().get(numbers[from])));
        }
        from = t;
      }
    }
    return segments;
  }

  /**
   * @param sound of any rate
   * @return what is heard from when to when
   */
  public List<Segment> label(Sound sound) {
    return segments(decode(probabilities(features(sound))));
  }

  /**
   * @return what the labeller's file says, or would say, of it
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
  public FrameLabellerSettings settings() {
    return model.settings();
  }

  /**
   * @return {@value #SILENCE} and what else may be heard, in the order of their numbers
   */
  public List<String> labels() {
    return model.labels();
  }
}
