package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import org.junit.jupiter.api.Test;

class LengthBucketsTest {

  @Test
  void changesOneSettingAtATime() {
    LengthBuckets buckets = LengthBuckets.forTraining(128, 7);
    assertThat(buckets.withMaxTokens(5_000))
        .isEqualTo(new LengthBuckets(128, 5_000, LengthBuckets.DEFAULT_LENGTH_NOISE, 7, true));
    assertThat(buckets.withLengthNoise(0.5).withLengthNoise(LengthBuckets.DEFAULT_LENGTH_NOISE))
        .isEqualTo(buckets);
    assertThat(LengthBuckets.forEvaluation(3).shuffled()).isFalse();
  }

  @Test
  void namesWhatIsOutOfRange() {
    assertThatThrownBy(() -> LengthBuckets.forTraining(0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("batch size = 0: must be 1 or above");
    LengthBuckets buckets = LengthBuckets.forEvaluation(1);
    assertThatThrownBy(() -> buckets.withMaxTokens(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("max tokens = 0: must be 1 or above");
    for (double noise : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> buckets.withLengthNoise(noise))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("length noise = " + noise + ": must be in [0, 1)");
    }
  }

  @Test
  void theLongestTextMustFit() {
    EncodedTexts texts = Samples.ofLengths(3, 17, 5);
    assertThatThrownBy(
            () -> new TextBatches(texts, LengthBuckets.forEvaluation(2).withMaxTokens(16)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("max tokens = 16: must be at least the length of the longest text, 17");
    assertThat(
            new TextBatches(texts, LengthBuckets.forTraining(2, 1).withMaxTokens(17))
                .batchesPerEpoch())
        .isPositive();
  }
}
