package dev.seq4j.models.captioning;

import dev.seq4j.core.picture.Picture;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.models.NumberedBatches;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A coloured square in a corner of a noisy picture, and what it is called. */
final class Corners extends NumberedBatches {

  static final Tokenizer WORDS =
      new WordTokenizer(WordTokenizer.Case.LOWER, WordTokenizer.Language.ENGLISH);

  static final int SIDE = 16;

  private static final List<String> COLOURS = List.of("red", "green", "blue");
  private static final int[] PAINT = {0xDD2222, 0x22AA33, 0x2233DD};
  private static final List<String> PLACES =
      List.of("at the top left", "at the top right", "below on the left", "below on the right");

  static final Vocabulary VOCABULARY =
      Captioner.vocabulary(
          PLACES.stream().flatMap(p -> COLOURS.stream().map(colour -> colour + " " + p)).toList(),
          WORDS);

  /** A picture and its only caption. */
  record Example(Picture picture, String caption) {}

  private final int rows;

  Corners(int rows, int batches) {
    super(batches);
    this.rows = rows;
  }

  /** Draws pictures, the same for the same seed. */
  static List<Example> examples(int count, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    while (examples.size() < count) {
      int colour = random.nextInt(PAINT.length);
      int place = random.nextInt(PLACES.size());
      examples.add(
          new Example(
              Picture.of(draw(PAINT[colour], place, random)),
              COLOURS.get(colour) + " " + PLACES.get(place)));
    }
    return examples;
  }

  private static BufferedImage draw(int paint, int place, Random random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    int left = place % 2 * SIDE / 2 + random.nextInt(4);
    int top = place / 2 * SIDE / 2 + random.nextInt(4);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean inside = x >= left && x < left + 5 && y >= top && y < top + 5;
        image.setRGB(x, y, (inside ? paint : 0xE0E0E0) + 0x010101 * random.nextInt(30));
      }
    }
    return image;
  }

  @Override
  protected MultiDataSet make(int number) {
    List<Example> examples = examples(rows, 1_000 + number);
    int[][] captions =
        examples.stream()
            .map(example -> VOCABULARY.encode(WORDS.tokenize(example.caption)))
            .toArray(int[][]::new);
    int time = 0;
    for (int[] caption : captions) {
      time = Math.max(time, caption.length + 1);
    }
    INDArray pictures = Nd4j.zeros(DataType.FLOAT, rows, Picture.CHANNELS, SIDE, SIDE);
    INDArray in = Nd4j.zeros(DataType.INT32, rows, time);
    INDArray labels = Nd4j.zeros(DataType.INT32, rows, 1, time);
    INDArray mask = Nd4j.zeros(DataType.FLOAT, rows, time);
    for (int row = 0; row < rows; row++) {
      float[] numbers = new float[Picture.CHANNELS * SIDE * SIDE];
      examples.get(row).picture.copyTo(numbers, 0);
      pictures
          .slice(row)
          .assign(Nd4j.create(numbers, new long[] {Picture.CHANNELS, SIDE, SIDE}, 'c'));
      int[] ids = captions[row];
      in.putScalar(row, 0, VOCABULARY.id(Vocabulary.BOS_TOKEN));
      for (int t = 0; t < ids.length; t++) {
        in.putScalar(row, t + 1, ids[t]);
        labels.putScalar(row, 0, t, ids[t]);
      }
      labels.putScalar(row, 0, ids.length, VOCABULARY.id(Vocabulary.EOS_TOKEN));
      for (int t = 0; t <= ids.length; t++) {
        mask.putScalar(row, t, 1);
      }
    }
    return new MultiDataSet(
        new INDArray[] {pictures, in},
        new INDArray[] {labels},
        new INDArray[] {null, mask},
        new INDArray[] {mask});
  }
}
