package dev.seq4j.models.captioning;

import dev.seq4j.core.picture.Film;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.core.text.SentencePattern;
import dev.seq4j.core.train.ResumableBatches;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A coloured square or bar slides to and fro in a small noisy film, stops, and is switched off now
 * and then. Some of the descriptions never come in training, each of whose words come with others.
 */
final class Sliders implements ResumableBatches {

  static final int SIDE = 16;
  static final int FRAMES = 10;

  private static final List<String> COLOURS = List.of("red", "green", "blue");
  private static final int[] PAINT = {0xDD2222, 0x22AA33, 0x2233DD};
  private static final List<String> ACTIONS =
      List.of("slides left", "slides right", "stops", "off", "appears");
  private static final int[] STEPS = {-3, 3, 0, 0, 0};
  private static final int OFF = 3;
  private static final int APPEARS = 4;
  private static final int GROUND = 0xE0E0E0;
  private static final List<String> FORMS = List.of("square", "bar");
  private static final int WIDTH = 5;
  private static final int[] HEIGHTS = {5, 12};

  static final SentencePattern PATTERN = new SentencePattern(List.of(COLOURS, FORMS, ACTIONS));

  private static final int PLACES = PATTERN.places().size();

  static final Set<List<String>> HELD_OUT =
      Set.of(
          List.of("red", "square", "stops"),
          List.of("green", "bar", "off"),
          List.of("blue", "square", "slides left"));

  /** A film and the words of each frame. */
  record Example(Film film, List<List<String>> words) {}

  private final int rows;
  private final int batches;
  private int batch;

  Sliders(int rows, int batches) {
    this.rows = rows;
    this.batches = batches;
  }

  /** Draws films, the same for the same seed, with or without held-out descriptions. */
  static List<Example> examples(int count, long seed, boolean heldOut) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    while (examples.size() < count) {
      Example example = draw(random, heldOut);
      if (example.words.stream().anyMatch(HELD_OUT::contains) == heldOut) {
        examples.add(example);
      }
    }
    return examples;
  }

  private static Example draw(Random random, boolean heldOut) {
    int colour = random.nextInt(PAINT.length);
    int form = random.nextInt(FORMS.size());
    int x = random.nextInt(SIDE - WIDTH + 1);
    int top = random.nextInt(SIDE - HEIGHTS[form] + 1);
    List<Picture> frames = new ArrayList<>();
    List<List<String>> words = new ArrayList<>();
    while (frames.size() < FRAMES) {
      int action = frames.isEmpty() ? APPEARS : random.nextInt(APPEARS);
      List<String> told = List.of(COLOURS.get(colour), FORMS.get(form), ACTIONS.get(action));
      int next = x + STEPS[action];
      if (next >= 0 && next <= SIDE - WIDTH && (heldOut || !HELD_OUT.contains(told))) {
        x = next;
        frames.add(frame(action == OFF ? GROUND : PAINT[colour], x, top, HEIGHTS[form], random));
        words.add(told);
      }
    }
    return new Example(new Film(frames), words);
  }

  private static Picture frame(int paint, int left, int top, int height, Random random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean inside = x >= left && x < left + WIDTH && y >= top && y < top + height;
        image.setRGB(x, y, (inside ? paint : GROUND) + 0x010101 * random.nextInt(30));
      }
    }
    return Picture.of(image);
  }

  @Override
  public MultiDataSet nextBatch() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<Example> examples = examples(rows, 1_000 + batch++, false);
    int numbers = Picture.CHANNELS * SIDE * SIDE;
    float[] frames = new float[FRAMES * rows * numbers];
    int[] labels = new int[rows * FRAMES * PLACES];
    for (int row = 0; row < rows; row++) {
      examples.get(row).film.copyTo(0, FRAMES, frames, row, rows);
      for (int t = 0; t < FRAMES; t++) {
        for (int place = 0; place < PLACES; place++) {
          labels[(row * FRAMES + t) * PLACES + place] =
              PATTERN.id(place, examples.get(row).words.get(t).get(place));
        }
      }
    }
    INDArray features = Nd4j.create(frames, new long[] {FRAMES, rows, numbers}, 'c');
    return new MultiDataSet(
        new INDArray[] {features.permute(1, 2, 0)},
        new INDArray[] {
          Nd4j.createFromArray(labels).reshape('c', rows, 1, (long) FRAMES * PLACES)
        });
  }

  @Override
  public boolean hasNext() {
    return batch < batches;
  }

  @Override
  public void seek(int epoch, int position) {
    batch = position;
  }

  @Override
  public int batchesPerEpoch() {
    return batches;
  }
}
