package dev.seq4j.apps.captioning;

import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.datasets.batch.CaptionedPicture;
import dev.seq4j.datasets.batch.PictureBatches;
import dev.seq4j.datasets.scenes.DrawnScenes;
import dev.seq4j.datasets.scenes.HeldOut;
import dev.seq4j.models.captioning.CaptionReport;
import dev.seq4j.models.captioning.Captioner;
import dev.seq4j.models.decoding.BeamSearch;
import java.util.List;
import java.util.function.IntConsumer;

/** Drawn pictures with captions: what is learned from, and what is measured on. */
public final class CaptionData {

  static final Tokenizer TOKENIZER =
      new WordTokenizer(WordTokenizer.Case.LOWER, WordTokenizer.Language.ENGLISH);

  /** Scenes whose captions give the words; each word is in a twelfth of them at least. */
  private static final int SCENES_FOR_WORDS = 2_000;

  /** Pictures of each kind that a model is measured on. */
  public static final int TEST_PICTURES = 1_000;

  /** Batches of new pictures of seen combinations, to validate with. */
  private static final int VALIDATION_BATCHES = 4;

  private final HeldOut heldOut;
  private final DrawnScenes seen;
  private final DrawnScenes unseen;
  private final long seed;

  /**
   * @param seed of the training
   */
  public CaptionData(long seed) {
    this.seed = seed;
    heldOut = HeldOut.of(seed);
    seen = new DrawnScenes(heldOut, false);
    unseen = new DrawnScenes(heldOut, true);
  }

  /**
   * @return the pictures, in a line for the reader
   */
  public String describe() {
    return "drawn pictures; %d pairs of coloured forms never stand together in training"
        .formatted(heldOut.pairs().size());
  }

  Vocabulary vocabulary() {
    return Captioner.vocabulary(
        seen.sample(SCENES_FOR_WORDS, seed).stream().map(CaptionedPicture::caption).toList(),
        TOKENIZER);
  }

  PictureBatches training(Vocabulary vocabulary, int batch, int batchesPerEpoch) {
    return new PictureBatches(seen, TOKENIZER, vocabulary, batch, batchesPerEpoch, seed);
  }

  PictureBatches validation(Vocabulary vocabulary, int batch) {
    return new PictureBatches(seen, TOKENIZER, vocabulary, batch, VALIDATION_BATCHES, ~seed);
  }

  /**
   * Pictures of pairs that no training picture shows.
   *
   * @param count how many
   * @return the pictures, the same for the same seed
   */
  public List<CaptionedPicture> unseen(int count) {
    return unseen.sample(count, seed);
  }

  /**
   * New pictures of pairs that training pictures show.
   *
   * @param count how many
   * @return the pictures, the same for the same seed
   */
  public List<CaptionedPicture> seen(int count) {
    return seen.sample(count, ~seed);
  }

  /**
   * Measures a captioner.
   *
   * @param captioner says what the pictures show
   * @param pictures with their true captions
   * @param search how captions are looked for
   * @param captioned is told how many more are done
   */
  public static CaptionReport report(
      Captioner captioner,
      List<CaptionedPicture> pictures,
      BeamSearch search,
      IntConsumer captioned) {
    return CaptionReport.of(
        captioner,
        pictures.stream().map(CaptionedPicture::picture).toList(),
        pictures.stream().map(CaptionedPicture::caption).toList(),
        search,
        captioned);
  }
}
