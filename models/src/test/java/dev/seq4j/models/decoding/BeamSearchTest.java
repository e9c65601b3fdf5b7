package dev.seq4j.models.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BeamSearchTest {

  private static final int PAD = 0;
  private static final int UNK = 1;
  private static final int BOS = 2;
  private static final int EOS = 3;
  private static final int A = 4;
  private static final int B = 5;
  private static final int SIZE = 6;

  private static final Vocabulary VOCABULARY =
      Vocabulary.builder()
          .withSpecials(Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN)
          .add("a", 2)
          .add("b", 1)
          .build();

  private static final BeamSearch GREEDY = BeamSearch.greedy(VOCABULARY);

  /** Takes probabilities from a table: for each sentence a function of what was written so far. */
  private static final class Table implements StepwiseDecoder {
    private final List<Function<List<Integer>, float[]>> sentences;
    private List<List<Integer>> written = new ArrayList<>();
    private int[] sentenceOf;
    private final List<Integer> rows = new ArrayList<>();

    Table(List<Function<List<Integer>, float[]>> sentences) {
      this.sentences = sentences;
      sentenceOf = IntStream.range(0, sentences.size()).toArray();
      sentences.forEach(sentence -> written.add(List.of()));
    }

    @Override
    public int sentences() {
      return sentences.size();
    }

    @Override
    public int vocabularySize() {
      return SIZE;
    }

    @Override
    public void step(int[] from, int[] ids, float[] probabilities) {
      List<List<Integer>> next = new ArrayList<>();
      int[] nextSentences = new int[from.length];
      for (int row = 0; row < from.length; row++) {
        List<Integer> text = new ArrayList<>(written.get(from[row]));
        text.add(ids[row]);
        next.add(text);
        nextSentences[row] = sentenceOf[from[row]];
        float[] table = sentences.get(nextSentences[row]).apply(text.subList(1, text.size()));
        System.arraycopy(table, 0, probabilities, row * SIZE, SIZE);
      }
      written = next;
      sentenceOf = nextSentences;
      rows.add(from.length);
    }
  }

  /** Probabilities of the end, of a and of b. */
  private static float[] of(double end, double a, double b) {
    float[] row = new float[SIZE];
    row[EOS] = (float) end;
    row[A] = (float) a;
    row[B] = (float) b;
    return row;
  }

  /**
   * Greedy goes for a, which is the likelier beginning, and gets 0.6 x 0.35; b and the end have 0.4
   * x 0.9.
   */
  private static Table misleading() {
    Map<List<Integer>, float[]> table =
        Map.of(
            List.of(),
            of(0, 0.6, 0.4),
            List.of(A),
            of(0.35, 0.33, 0.32),
            List.of(B),
            of(0.9, 0, 0.1));
    return new Table(List.of(text -> table.getOrDefault(text, of(1, 0, 0))));
  }

  private static Hypothesis best(BeamSearch search, Table table, int longest) {
    int[] lengths = new int[table.sentences()];
    Arrays.fill(lengths, longest);
    return search.search(table, lengths).get(0).get(0);
  }

  @Test
  void greedyFailsWhereABeamOfTwoFindsTheBest() {
    Hypothesis greedy = best(GREEDY, misleading(), 5);
    Hypothesis wide = best(GREEDY.withBeamWidth(2), misleading(), 5);

    assertThat(greedy.ids()).containsExactly(A);
    assertThat(greedy.logProbability()).isCloseTo(Math.log(0.6 * 0.35), within(1e-6));
    assertThat(wide.ids()).containsExactly(B);
    assertThat(wide.logProbability()).isCloseTo(Math.log(0.4 * 0.9), within(1e-6));
    assertThat(wide.ended()).isTrue();
  }

  @Test
  void givesUpToAsManyAsTheBeamIsWideTheBestFirst() {
    List<Hypothesis> found = GREEDY.withBeamWidth(3).search(misleading(), new int[] {5}).get(0);

    assertThat(found).extracting(Hypothesis::ids).first().isEqualTo(new int[] {B});
    assertThat(found)
        .hasSizeBetween(2, 3)
        .isSortedAccordingTo(Comparator.comparingDouble(hypothesis -> -hypothesis.score()));
  }

  /**
   * Worked by hand: the empty translation has p = 0.5, and b b b b with its end 0.5 x 0.9^3 x 1.
   * The former has one token, its end, the latter five.
   *
   * <pre>
   *   a = 0   -0.693 against -1.009
   *   a = 1   -0.693 / (6/6) = -0.693 against -1.009 / (10/6) = -0.606
   * </pre>
   */
  @Test
  void withoutALengthPenaltyShortTranslationsWin() {
    Function<List<Integer>, float[]> sentence =
        text -> text.isEmpty() ? of(0.5, 0, 0.5) : text.size() < 4 ? of(0.1, 0, 0.9) : of(1, 0, 0);
    BeamSearch search = GREEDY.withBeamWidth(6);

    Hypothesis brief = best(search.withLengthPenalty(0), new Table(List.of(sentence)), 10);
    Hypothesis whole = best(search.withLengthPenalty(1), new Table(List.of(sentence)), 10);

    assertThat(brief.ids()).isEmpty();
    assertThat(brief.score()).isCloseTo(Math.log(0.5), within(1e-6));
    assertThat(whole.ids()).containsExactly(B, B, B, B);
    assertThat(whole.logProbability()).isCloseTo(Math.log(0.5 * 0.729), within(1e-6));
    assertThat(whole.score()).isCloseTo(Math.log(0.5 * 0.729) / (10.0 / 6), within(1e-6));
  }

  @Test
  void stopsAtTheLongestLength() {
    Table endless = new Table(List.of(text -> of(0, 0.6, 0.4), text -> of(0.01, 0.9, 0.09)));

    List<List<Hypothesis>> found = GREEDY.withBeamWidth(2).search(endless, new int[] {3, 5});

    Hypothesis cut = found.get(0).get(0);
    assertThat(cut.ids()).containsExactly(A, A, A);
    assertThat(cut.ended()).isFalse();
    assertThat(cut.logProbability()).isCloseTo(3 * Math.log(0.6), within(1e-6));
    assertThat(found.get(1).get(0).ids()).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void whatHasEndedGoesBeforeWhatHasNot() {
    Table table =
        new Table(List.of(text -> text.equals(List.of(B)) ? of(1, 0, 0) : of(0, 0.9, 0.1)));

    Hypothesis found = best(GREEDY.withBeamWidth(2), table, 4);

    assertThat(found.ids()).containsExactly(B);
    assertThat(found.ended()).isTrue();
  }

  @Test
  void sentencesThatAreDoneTakeNoFurtherRows() {
    Function<List<Integer>, float[]> brief = text -> of(0.97, 0.02, 0.01);
    Function<List<Integer>, float[]> wordy =
        text -> text.size() < 6 ? of(0, 0.7, 0.3) : of(0.98, 0.01, 0.01);
    Table table = new Table(List.of(brief, wordy, brief));

    GREEDY.search(table, new int[] {20, 20, 20});

    assertThat(table.rows).containsExactly(3, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void writesNothingForbidden() {
    float[] tempting = {0.5f, 0.2f, 0.2f, 0.01f, 0.05f, 0.04f};
    Table table = new Table(List.of(text -> tempting));
    BeamSearch strict = new BeamSearch(2, 0, BOS, EOS, java.util.Set.of(PAD, BOS, UNK));

    assertThat(best(GREEDY, table, 3).ids()).containsExactly(UNK, UNK, UNK);
    assertThat(best(strict, new Table(List.of(text -> tempting)), 3).ids())
        .doesNotContain(PAD, BOS, UNK);
  }

  /** A table of random probabilities, the same for the same seed. */
  private static Function<List<Integer>, float[]> random(long seed) {
    return text -> {
      Random random = new Random(seed * 31 + text.hashCode());
      double end = random.nextDouble();
      double a = random.nextDouble();
      double b = random.nextDouble();
      double sum = end + a + b;
      return of(end / sum, a / sum, b / sum);
    };
  }

  @Property(tries = 300, seed = "1")
  void aBeamOfOneIsGreedy(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int longest) {
    Function<List<Integer>, float[]> table = random(seed);
    List<Integer> expected = new ArrayList<>();
    while (expected.size() < longest) {
      float[] next = table.apply(expected);
      int most = IntStream.range(0, SIZE).reduce(0, (x, y) -> next[y] > next[x] ? y : x);
      if (most == EOS) {
        break;
      }
      expected.add(most);
    }

    Hypothesis found = best(GREEDY, new Table(List.of(table)), longest);

    assertThat(found.ids()).isEqualTo(expected.stream().mapToInt(id -> id).toArray());
  }

  @Property(tries = 200, seed = "1")
  void aBeamWideEnoughFindsTheBestOfAll(
      @ForAll long seed, @ForAll @IntRange(max = 2) int lengthPenalty) {
    Function<List<Integer>, float[]> table = random(seed);
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int length = 0; length < 4; length++) {
      for (int bits = 0; bits < 1 << length; bits++) {
        List<Integer> text = new ArrayList<>();
        double logProbability = 0;
        for (int t = 0; t < length; t++) {
          int id = A + (bits >> t & 1);
          logProbability += Math.log(table.apply(text).clone()[id]);
          text.add(id);
        }
        logProbability += Math.log(table.apply(text)[EOS]);
        bestScore =
            Math.max(bestScore, logProbability / Math.pow((6.0 + length) / 6, lengthPenalty));
      }
    }

    // 4 tokens at most: what has 4 has no end, and beginnings of 3 may still get theirs.
    Hypothesis found =
        best(
            GREEDY.withBeamWidth(40).withLengthPenalty(lengthPenalty),
            new Table(List.of(table)),
            4);

    assertThat(found.score()).isCloseTo(bestScore, within(1e-5));
  }

  @Property(tries = 100, seed = "1")
  void aBatchFindsWhatItsSentencesFindAlone(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int beamWidth) {
    BeamSearch search = GREEDY.withBeamWidth(beamWidth);
    List<Function<List<Integer>, float[]>> tables = new ArrayList<>();
    IntStream.range(0, 6).forEach(i -> tables.add(random(seed + i)));
    int[] longest = {3, 7, 5, 1, 9, 4};

    List<List<Hypothesis>> together = search.search(new Table(tables), longest);

    for (int i = 0; i < tables.size(); i++) {
      List<Hypothesis> alone =
          search.search(new Table(List.of(tables.get(i))), new int[] {longest[i]}).get(0);
      assertThat(together.get(i)).usingRecursiveComparison().isEqualTo(alone);
    }
  }

  @Test
  void aNetworkThatIsBrokenShows() {
    float[] nothing = new float[SIZE];
    Arrays.fill(nothing, Float.NaN);

    assertThatThrownBy(() -> best(GREEDY, new Table(List.of(text -> nothing)), 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("probabilities of step 1: none is above 0");
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> GREEDY.withBeamWidth(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("beam width = 0: must be 1 or above");
    assertThatThrownBy(() -> GREEDY.withLengthPenalty(-0.5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("length penalty = -0.5: must be 0 (off) or above");
    assertThatThrownBy(() -> GREEDY.search(misleading(), new int[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("longest lengths of 2 sentences: the decoder has 1");
    assertThatThrownBy(() -> GREEDY.search(misleading(), new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("longest length = 0: must be 1 or above");
    assertThat(GREEDY.begin()).isEqualTo(BOS);
    assertThat(GREEDY.end()).isEqualTo(EOS);
  }
}
