package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

  private static void assertDivides(Split split, int texts) {
    int[] all =
        IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.validation())).toArray();
    assertThat(all).containsExactlyInAnyOrder(Samples.counting(texts));
    assertThat(split.train()).isNotEmpty().isSorted();
    assertThat(split.validation()).isNotEmpty().isSorted();
  }

  @Property(tries = 200, seed = "1")
  void everyTextIsInOnePart(
      @ForAll @IntRange(min = 2, max = 300) int texts,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double fraction,
      @ForAll long seed) {
    Split split = Split.random(texts, fraction, seed);
    assertDivides(split, texts);
    long wanted = Math.max(1, Math.min(texts - 1, Math.round(texts * fraction)));
    assertThat(split.validation()).hasSize((int) wanted);
  }

  @Property(tries = 200, seed = "1")
  void stratifiedPartsHaveTheClassesInProportion(
      @ForAll @IntRange(min = 2, max = 100) int first,
      @ForAll @IntRange(min = 2, max = 100) int second,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double fraction,
      @ForAll long seed) {
    int[] labels = new int[first + second];
    // Class 1 does not occur.
    Arrays.fill(labels, first, labels.length, 2);
    new EpochRandom(seed).shuffle(labels);
    Split split = Split.stratified(labels, fraction, seed);
    assertDivides(split, labels.length);
    for (int label : new int[] {0, 2}) {
      int size = label == 0 ? first : second;
      long validating = Arrays.stream(split.validation()).filter(i -> labels[i] == label).count();
      assertThat(validating).isBetween(1L, size - 1L);
      assertThat((double) validating).isBetween(size * fraction - 1.001, size * fraction + 1.001);
    }
  }

  @Test
  void isAFunctionOfTheSeed() {
    int[] labels = IntStream.range(0, 200).map(i -> i % 3).toArray();
    assertThat(Split.random(200, 0.2, 5).validation())
        .isEqualTo(Split.random(200, 0.2, 5).validation())
        .isNotEqualTo(Split.random(200, 0.2, 6).validation());
    assertThat(Split.stratified(labels, 0.2, 5).validation())
        .isEqualTo(Split.stratified(labels, 0.2, 5).validation())
        .isNotEqualTo(Split.stratified(labels, 0.2, 6).validation());
  }

  @Test
  void dividesTwentyFiveThousandAsTheLectureDoes() {
    Split split = Split.random(25_000, Split.DEFAULT_VALIDATION_FRACTION, 123);
    assertThat(split.train()).hasSize(20_000);
    assertThat(split.validation()).hasSize(5_000);
  }

  @Test
  void keepsGroupsTogether() {
    int[] groups = IntStream.range(0, 300).map(i -> i * 7 % 90).toArray();

    Split split = Split.grouped(groups, 0.2, 5);

    Set<Integer> validating = groupsOf(split.validation(), groups);
    assertThat(validating).hasSize(18).doesNotContainAnyElementsOf(groupsOf(split.train(), groups));
    assertDivides(split, 300);
    assertThat(Split.grouped(groups, 0.2, 5).validation()).isEqualTo(split.validation());
    assertThat(Split.grouped(groups, 0.2, 6).validation()).isNotEqualTo(split.validation());
    assertThat(groupsOf(Split.grouped(groups, 0.001, 5).validation(), groups)).hasSize(1);
  }

  private static Set<Integer> groupsOf(int[] texts, int[] groups) {
    return Arrays.stream(texts).mapToObj(text -> groups[text]).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.2, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void rejectsFractionsThatLeaveAPartEmpty(double fraction) {
    assertThatThrownBy(() -> Split.random(10, fraction, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("validation fraction = " + fraction + ": must be in (0, 1)");
    assertThatThrownBy(() -> Split.grouped(new int[] {0, 1}, fraction, 1))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Split.stratified(new int[10], fraction, 1))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void rejectsTooFewTexts() {
    assertThatThrownBy(() -> Split.random(1, 0.5, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("texts = 1: must be 2 or above to train and to validate on");
    assertThatThrownBy(() -> Split.grouped(new int[] {1, 1, 1}, 0.5, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("groups = 1: must be 2 or above to train and to validate on");
    assertThatThrownBy(() -> Split.stratified(new int[0], 0.5, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("texts = 0: must be 1 or above");
    assertThatThrownBy(() -> Split.stratified(new int[] {0, 0, 1}, 0.5, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("class 1: has 1 text, a stratified split needs 2 or more a class");
  }
}
