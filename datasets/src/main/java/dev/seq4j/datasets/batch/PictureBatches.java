package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Pictures that are made when they are wanted, and their captions, for a network that reads the
 * picture and learns to say the next token of the caption (teacher forcing).
 *
 * <pre>
 *   pictures    FLOAT [batch, 3, height, width]   first input, from 0 to 1
 *   caption in  INT32 [batch, time]               second input: &lt;bos&gt;, then the caption
 *   caption out INT32 [batch, 1, time]            labels: the caption, then &lt;eos&gt;
 * </pre>
 *
 * <p>The second input and the labels have a mask, FLOAT {@code [batch, time]}. Every epoch has new
 * pictures, which are a function of the seed, the epoch and their place. The arrays belong to
 * whoever takes them and stay valid.
 */
public final class PictureBatches extends EpochMultiIterator {

  private static final long serialVersionUID = 1L;

  private final transient LongFunction<CaptionedPicture> pictures;
  private final transient Tokenizer tokenizer;
  private final transient Vocabulary vocabulary;
  private final int batchSize;
  private final int batchesPerEpoch;
  private final long seed;

  /**
   * @param pictures makes one of a seed, all of one size; asked by several threads at once
   * @param tokenizer cuts captions
   * @param vocabulary of the captions, with {@code <bos>} and {@code <eos>} as special tokens
   * @param batchSize pictures a batch, 1 or more
   * @param batchesPerEpoch how many batches are called an epoch, 1 or more
   * @param seed of the pictures
   * @throws InvalidInputException if a number is out of its range or the vocabulary has not the two
   *     tokens
   */
  public PictureBatches(
      LongFunction<CaptionedPicture> pictures,
      Tokenizer tokenizer,
      Vocabulary vocabulary,
      int batchSize,
      int batchesPerEpoch,
      long seed) {
    this.pictures = Objects.requireNonNull(pictures, "pictures");
    this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
    this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
    this.batchSize = LengthBuckets.requireBatchSize(batchSize);
    this.batchesPerEpoch = requireBatches(batchesPerEpoch);
    this.seed = seed;
    if (!vocabulary.specials().containsAll(List.of(Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN))) {
      throw new InvalidInputException(
          "vocabulary of the captions: must have the special tokens %s and %s"
              .formatted(Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN));
    }
  }

  /** A picture and the ids of its caption. */
  private record Example(Picture picture, int[] caption) {}

  private Example example(int epochNumber, int batchNumber, int row) {
    long ofPicture = new EpochRandom(seed, epochNumber, batchNumber, row).nextLong();
    CaptionedPicture made = pictures.apply(ofPicture);
    return new Example(made.picture(), vocabulary.encode(tokenizer.tokenize(made.caption())));
  }

  @Override
  MultiDataSet make(int epochNumber, int batchNumber) {
    Example[] examples =
        IntStream.range(0, batchSize)
            .parallel() // drawing takes longer than all else here
            .mapToObj(row -> example(epochNumber, batchNumber, row))
            .toArray(Example[]::new);
    int width = examples[0].picture.width();
    int height = examples[0].picture.height();
    int plane = width * height;
    int time = 1 + Arrays.stream(examples).mapToInt(made -> made.caption.length).max().getAsInt();
    float[] pixels = new float[Math.multiplyExact(batchSize, Picture.CHANNELS * plane)];
    int[] captionIn = new int[batchSize * time]; // [batch, time]
    int[] captionOut = new int[batchSize * time]; // [batch, 1, time]
    int[] lengths = new int[batchSize];
    for (int row = 0; row < batchSize; row++) {
      Picture picture = examples[row].picture;
      if (picture.width() != width || picture.height() != height) {
        throw new InvalidInputException(
            "%s: must be of %d x %d, as the others are".formatted(picture, width, height));
      }
      picture.copyTo(pixels, row * Picture.CHANNELS * plane);
      int[] caption = examples[row].caption;
      lengths[row] = caption.length + 1;
      captionIn[row * time] = vocabulary.id(Vocabulary.BOS_TOKEN);
      System.arraycopy(caption, 0, captionIn, row * time + 1, caption.length);
      System.arraycopy(caption, 0, captionOut, row * time, caption.length);
      captionOut[row * time + caption.length] = vocabulary.id(Vocabulary.EOS_TOKEN);
    }
    INDArray mask = mask(lengths, time);
    return new org.nd4j.linalg.dataset.MultiDataSet(
        new INDArray[] {
          array(pixels, batchSize, Picture.CHANNELS, height, width),
          array(captionIn, batchSize, time)
        },
        new INDArray[] {array(captionOut, batchSize, 1, time)},
        new INDArray[] {null, mask},
        new INDArray[] {mask});
  }

  @Override
  public int batchesPerEpoch() {
    return batchesPerEpoch;
  }

  /**
   * @return the rows of every batch
   */
  @Override
  public int batch() {
    return batchSize;
  }
}
