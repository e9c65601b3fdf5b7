package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.text.Vocabulary;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final int DRAWS = 20_000;

  /** Of padding, the unknown token and three more. */
  private static final float[] PROBABILITIES = {0.2f, 0.3f, 0.25f, 0.2f, 0.05f};

  private static GenerationSettings at(double temperature) {
    return GenerationSettings.DEFAULT.withTemperature(temperature).withSeed(7);
  }

  private static double[] shares(double temperature, float[] probabilities) {
    return shares(at(temperature), probabilities);
  }

  private static double[] shares(GenerationSettings settings, float[] probabilities) {
    Sampler sampler = new Sampler(settings);
    double[] shares = new double[probabilities.length];
    for (int i = 0; i < DRAWS; i++) {
      shares[sampler.next(probabilities)] += 1.0 / DRAWS;
    }
    return shares;
  }

  @Test
  void drawsAsOftenAsTheProbabilitiesSay() {
    // 0.25, 0.2 and 0.05 of the half that can be written; 0.015 are four standard deviations.
    assertThat(shares(1, PROBABILITIES))
        .containsExactly(new double[] {0, 0, 0.5, 0.4, 0.1}, within(0.015));
  }

  @Test
  void aLowTemperatureSharpens() {
    // Squares: 0.0625, 0.04, 0.0025 of 0.105.
    assertThat(shares(0.5, PROBABILITIES))
        .containsExactly(new double[] {0, 0, 0.595, 0.381, 0.024}, within(0.015));
  }

  @Test
  void aHighTemperatureFlattens() {
    // Square roots: 0.5, 0.4472, 0.2236 of 1.1708.
    assertThat(shares(2, PROBABILITIES))
        .containsExactly(new double[] {0, 0, 0.427, 0.382, 0.191}, within(0.015));
  }

  @Test
  void temperatureZeroTakesTheLikeliestThatCanBeWritten() {
    assertThat(new Sampler(at(0)).next(PROBABILITIES)).isEqualTo(2);
    assertThat(new Sampler(at(0)).next(new float[] {0.9f, 0.05f, 0.01f, 0.04f})).isEqualTo(3);
  }

  @Test
  void aTinyTemperatureIsGreedyWithoutOverflow() {
    assertThat(shares(1e-300, PROBABILITIES)[2]).isCloseTo(1, within(1e-9));
  }

  @Test
  void paddingAndUnknownAreNeverDrawnHoweverLikely() {
    double[] shares = shares(1, new float[] {0.6f, 0.399f, 0.0005f, 0.0005f});
    assertThat(shares[Vocabulary.PAD]).isZero();
    assertThat(shares[Vocabulary.UNK]).isZero();
    assertThat(shares[2]).isCloseTo(0.5, within(0.015));
  }

  @Test
  void whatHasNoProbabilityIsNotDrawn() {
    assertThat(shares(1, new float[] {0, 0, 0.5f, 0, 0.5f})[3]).isZero();
    assertThat(new Sampler(at(1)).next(new float[] {0, 1, 0, 0})).isBetween(2, 3);
  }

  @Test
  void topKLeavesTheLikeliest() {
    assertThat(shares(at(1).withTopK(2), PROBABILITIES))
        .containsExactly(new double[] {0, 0, 0.556, 0.444, 0}, within(0.015));
    assertThat(shares(at(1).withTopK(1), PROBABILITIES)[2]).isCloseTo(1, within(1e-9));
    assertThat(shares(at(1).withTopK(99), PROBABILITIES)[4]).isCloseTo(0.1, within(0.015));
  }

  @Test
  void ofEqualsTheFirstStay() {
    float[] equal = {0, 0, 0.25f, 0.25f, 0.25f, 0.25f};
    assertThat(shares(at(1).withTopK(2), equal))
        .containsExactly(new double[] {0, 0, 0.5, 0.5, 0, 0}, within(0.015));
  }

  @Test
  void topPLeavesTheLikeliestThatMakeP() {
    // Shares 0.5, 0.4, 0.1: the first alone makes 0.49, two make 0.9.
    assertThat(shares(at(1).withTopP(0.49), PROBABILITIES)[2]).isCloseTo(1, within(1e-9));
    assertThat(shares(at(1).withTopP(0.6), PROBABILITIES))
        .containsExactly(new double[] {0, 0, 0.556, 0.444, 0}, within(0.015));
    assertThat(shares(at(1).withTopP(1e-9), PROBABILITIES)[2]).isCloseTo(1, within(1e-9));
  }

  @Test
  void topPIsOfWhatTopKLeaves() {
    // Of 0.556 and 0.444 the first makes 0.55.
    assertThat(shares(at(1).withTopK(2).withTopP(0.55), PROBABILITIES)[2])
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void whatWasWrittenIsPenalised() {
    Sampler sampler = new Sampler(at(0).withRepetitionPenalty(1.3));
    // log 0.25 * 1.3 = log 0.165, less than 0.2; then log 0.2 * 1.3 = log 0.123.
    assertThat(sampler.next(PROBABILITIES)).isEqualTo(2);
    assertThat(sampler.next(PROBABILITIES)).isEqualTo(3);
    assertThat(sampler.next(PROBABILITIES)).as("penalised once, not twice").isEqualTo(2);
    assertThat(sampler.next(PROBABILITIES)).isEqualTo(2);
  }

  @Test
  void thePenaltyForgets() {
    Sampler sampler = new Sampler(at(0).withRepetitionPenalty(1.3));
    sampler.remember(2);
    assertThat(sampler.next(PROBABILITIES)).isEqualTo(3);
    sampler = new Sampler(at(0).withRepetitionPenalty(1.3));
    sampler.remember(2);
    for (int i = 0; i < GenerationSettings.REMEMBERED; i++) {
      sampler.remember(4);
    }
    assertThat(sampler.next(PROBABILITIES)).isEqualTo(2);
  }

  @Test
  void theSameSeedDrawsTheSame() {
    int[] first = draws(new Sampler(at(1)));
    assertThat(draws(new Sampler(at(1)))).isEqualTo(first);
    assertThat(draws(new Sampler(at(1).withSeed(8)))).isNotEqualTo(first);
  }

  private static int[] draws(Sampler sampler) {
    int[] draws = new int[50];
    Arrays.setAll(draws, i -> sampler.next(PROBABILITIES));
    return draws;
  }

  @Test
  void spoiltProbabilitiesShow() {
    float[] spoilt = new float[4];
    Arrays.fill(spoilt, Float.NaN);
    assertThatThrownBy(() -> new Sampler(at(1)).next(spoilt))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("NaN");
  }
}
