package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.train.Evaluation;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.models.Tiny;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ContextWindowsTest {

  private static final int CONTEXT = 12;
  private static final LanguageModel MODEL =
      Tiny.languageModel(Tiny.languageSettings(LanguageArchitecture.TRANSFORMER));

  /** Each token by a pass of its own, with as much before it as its window has. */
  private static double loss(int[] ids) {
    double loss = 0;
    int inputs = ids.length - 1;
    for (int t = 0; t < inputs; t++) {
      int start = t < CONTEXT ? 0 : (t - CONTEXT / 2) / (CONTEXT / 2) * (CONTEXT / 2);
      start = Math.min(start, Math.max(0, inputs - CONTEXT));
      int[][] seen = {Arrays.copyOfRange(ids, start, t + 1)};
      INDArray output = MODEL.graph().output(false, Nd4j.createFromArray(seen))[0];
      loss -= Math.log(output.getDouble(0, ids[t + 1], t - start));
    }
    return loss / inputs;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 12, 13, 14, 19, 25, 40})
  void eachTokenIsForeseenOnceByWhatItsWindowHas(int length) {
    int[] ids = new Random(1).ints(length, 2, MODEL.vocabulary().size()).toArray();
    Evaluation evaluation = new Evaluation();

    AtomicInteger foreseen = new AtomicInteger();
    new ContextWindows(MODEL.graph(), ids, CONTEXT)
        .addTo(evaluation, MODEL.vocabulary().size(), foreseen::addAndGet);

    assertThat(foreseen).hasValue(length - 1);

    Metrics metrics = evaluation.metrics();
    assertThat(metrics.labels()).isEqualTo(length - 1);
    assertThat(metrics.loss()).isCloseTo(loss(ids), within(1e-5));
  }
}
