package dev.seq4j.models.bag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BagOfWordsTest {

  private static final WordTokenizer TOKENIZER = new WordTokenizer();

  /** The lecture's sentences. */
  private static final List<String> SENTENCES =
      List.of(
          "The sun is shining",
          "The weather is sweet",
          "The sun is shining, the weather is sweet, and one and one is two");

  /** The lecture's vocabulary; words of equal count are numbered by their letters. */
  private static final Vocabulary VOCABULARY =
      Vocabulary.builder()
          .addAll(List.of("and", "is", "one", "shining", "sun", "sweet", "the", "two", "weather"))
          .build();

  private static List<int[]> texts() {
    return SENTENCES.stream().map(BagOfWordsTest::ids).toList();
  }

  private static int[] ids(String text) {
    return VOCABULARY.encode(TOKENIZER.tokenize(text));
  }

  private static BagOfWords bag(int nGrams, int minTexts, Weighting weighting) {
    return BagOfWords.learn(new BagSettings(nGrams, minTexts, weighting), VOCABULARY, texts());
  }

  private static List<String> names(BagOfWords bag) {
    return IntStream.range(0, bag.size()).mapToObj(bag::name).toList();
  }

  @Test
  void makesTheDesignMatrixOfTheLecture() {
    BagOfWords bag = bag(1, 1, Weighting.COUNT);
    assertThat(names(bag))
        .containsExactly("and", "is", "one", "shining", "sun", "sweet", "the", "two", "weather");
    float[][] x =
        texts().stream().map(text -> bag.vector(text).dense(bag.size())).toArray(float[][]::new);
    assertThat(x)
        .isDeepEqualTo(
            new float[][] {
              {0, 1, 0, 1, 1, 0, 1, 0, 0},
              {0, 1, 0, 0, 0, 1, 1, 0, 1},
              {2, 3, 2, 1, 1, 1, 2, 1, 1}
            });
  }

  @Test
  void binaryIsThereOrNot() {
    BagOfWords bag = bag(1, 1, Weighting.BINARY);
    assertThat(bag.vector(texts().get(2)).dense(9)).containsOnly(1);
    assertThat(bag.vector(ids("one one two")).features()).containsExactly(2, 7);
  }

  @Test
  void tfIdfFavoursRareWordsAndHasLengthOne() {
    BagOfWords bag = bag(1, 1, Weighting.TF_IDF);
    SparseVector x = bag.vector(ids("the sun the"));
    double the = 2 * (Math.log(4.0 / 4) + 1); // in all three texts
    double sun = Math.log(4.0 / 3) + 1; // in two
    double length = Math.sqrt(the * the + sun * sun);
    assertThat(x.features()).containsExactly(4, 6);
    assertThat(x.values()[0]).isCloseTo((float) (sun / length), within(1e-6f));
    assertThat(x.values()[1]).isCloseTo((float) (the / length), within(1e-6f));
  }

  @Test
  void nGramsStopAtUnknownWordsAndAreThoseOfEnoughTexts() {
    BagOfWords bag = bag(3, 2, Weighting.COUNT);
    assertThat(names(bag))
        .containsExactly(
            "is",
            "is shining",
            "is sweet",
            "shining",
            "sun",
            "sun is",
            "sun is shining",
            "sweet",
            "the",
            "the sun",
            "the sun is",
            "the weather",
            "the weather is",
            "weather",
            "weather is",
            "weather is sweet");
    SparseVector x = bag.vector(ids("the weather is not sweet"));
    assertThat(Arrays.stream(x.features()).mapToObj(bag::name))
        .containsExactly(
            "is", "sweet", "the", "the weather", "the weather is", "weather", "weather is");
    assertThat(bag.words(12)).containsExactly(8, 10, 3);
    assertThat(Arrays.stream(bag.featuresAt(ids("the weather is"), 1)).mapToObj(bag::name))
        .containsExactly("weather", "weather is");
  }

  @Test
  void aTextWithoutKnownWordsHasNoFeatures() {
    BagOfWords bag = bag(2, 1, Weighting.TF_IDF);
    assertThat(bag.vector(ids("xylophone , !")).features()).isEmpty();
    assertThat(bag.vector(new int[0]).values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 1_000_000})
  void howManyNGramsAreCountedAtOnceChangesNothing(int atOnce) {
    BagSettings settings = new BagSettings(3, 1, Weighting.BINARY);
    NGramCounts all = NGramCounts.of(texts(), VOCABULARY.size(), settings);
    NGramCounts some = NGramCounts.of(texts(), VOCABULARY.size(), settings, atOnce);
    assertThat(some.keys()).isEqualTo(all.keys()).isSorted();
    assertThat(some.counts()).isEqualTo(all.counts());
  }

  private static byte[] bytes(BagOfWords bag) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      bag.write(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    BagOfWords bag = bag(3, 1, Weighting.TF_IDF);
    BagOfWords read = BagOfWords.read(bytes(bag), bag.settings(), VOCABULARY, "bag");
    assertThat(names(read)).isEqualTo(names(bag));
    for (int[] text : texts()) {
      assertThat(read.vector(text).values()).isEqualTo(bag.vector(text).values());
      assertThat(read.vector(text).features()).isEqualTo(bag.vector(text).features());
    }
  }

  @Test
  void brokenBytesAreRefusedInOneLine() {
    BagOfWords bag = bag(3, 1, Weighting.BINARY);
    byte[] whole = bytes(bag);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> BagOfWords.read(cut, bag.settings(), VOCABULARY, "bag.bin"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("bag.bin: ");
    }
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x55;
      try {
        BagOfWords read = BagOfWords.read(damaged, bag.settings(), VOCABULARY, "bag.bin");
        names(read); // another set of n-grams, but one of this vocabulary
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).startsWith("bag.bin: ").doesNotContain("\n");
      }
    }
    BagSettings pairs = bag.settings().withNGrams(2);
    assertThatThrownBy(() -> BagOfWords.read(whole, pairs, VOCABULARY, "bag.bin"))
        .hasMessageContaining("is no n-gram of the vocabulary");
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> BagSettings.DEFAULT.withNGrams(4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("n-grams = 4: must be in [1, 3]");
    assertThatThrownBy(() -> BagSettings.DEFAULT.withMinTexts(0))
        .hasMessage("min texts = 0: must be 1 or above");
    assertThatThrownBy(() -> BagSettings.DEFAULT.withWeighting(null))
        .hasMessage("weighting: is missing, must be one of binary, count, tf-idf");
    assertThatThrownBy(() -> Weighting.named("tfidf"))
        .hasMessage(
            "weighting = tfidf: unknown; did you mean tf-idf? must be one of binary, count,"
                + " tf-idf");
    assertThatThrownBy(() -> bag(1, 4, Weighting.COUNT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("min texts = 4: no word is in so many of the 3 texts");
  }
}
