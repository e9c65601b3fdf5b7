package dev.seq4j.core.kernel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepperTest {

  private static final Shards TWO = new Shards(2);

  @ParameterizedTest
  @EnumSource(ReferenceCell.Kind.class)
  void stepsEqualTheWholeSequence(ReferenceCell.Kind kind) {
    for (int batch : new int[] {1, 2, 5}) {
      try (KernelCase one = new KernelCase(kind, LiveSteps.all(batch, 7), 13, 21, 3);
          RecurrentKernel kernel = kind.kernel(13, 21, TWO);
          Stepper stepper = kernel.stepper(one.weights(), batch)) {
        NativeArray h = one.array(Layout.BATCH_TIME_FEATURES, 21);
        SequenceView output = Layout.BATCH_TIME_FEATURES.view(h.floats(), batch, 21, 7);
        kernel.infer(
            new ForwardPass(one.weights(), one.live, one.input(Layout.TIME_BATCH_FEATURES))
                .withInitialState(one.state(one.h0, one.c0))
                .withOutput(output));
        boolean hasCell = kernel.hasCellState();
        stepper.setState(flat(one.h0), hasCell ? flat(one.c0) : null);
        float[] hidden = new float[batch * 21];
        for (int t = 0; t < 7; t++) {
          float[] input = new float[batch * 13];
          for (int row = 0; row < batch; row++) {
            for (int d = 0; d < 13; d++) {
              input[row * 13 + d] = (float) one.x[row][t][d];
            }
          }
          stepper.step(input, hidden);
          for (int row = 0; row < batch; row++) {
            for (int u = 0; u < 21; u++) {
              assertThat(hidden[row * 21 + u])
                  .isCloseTo(h.get(output.index(row, u, t)), offset(1e-6f));
            }
          }
        }
        float[] last = new float[batch * 21];
        stepper.getState(last, hasCell ? new float[batch * 21] : null);
        assertThat(last).isEqualTo(hidden);
      }
    }
  }

  @Test
  void resetGoesBackToZeroAndLoadTakesNewWeights() {
    try (KernelCase one = new KernelCase(ReferenceCell.Kind.LSTM, LiveSteps.all(1, 1), 4, 6, 1);
        KernelCase other = new KernelCase(ReferenceCell.Kind.LSTM, LiveSteps.all(1, 1), 4, 6, 2);
        RecurrentKernel kernel = new LstmKernel(4, 6);
        Stepper stepper = kernel.stepper(one.weights(), 1)) {
      float[] first = new float[6];
      float[] second = new float[6];
      float[] again = new float[6];
      stepper.step(new float[] {1, 2, 3, 4}, first);
      stepper.step(new float[] {1, 2, 3, 4}, second);
      stepper.reset();
      stepper.step(new float[] {1, 2, 3, 4}, again);
      assertThat(second).isNotEqualTo(first);
      assertThat(again).isEqualTo(first);
      stepper.load(other.weights());
      stepper.reset();
      stepper.step(new float[] {1, 2, 3, 4}, again);
      assertThat(again).isNotEqualTo(first);
    }
  }

  @Test
  void refusesWrongSizesAndUseAfterClose() {
    try (KernelCase one =
            new KernelCase(ReferenceCell.Kind.RNN_TANH, LiveSteps.all(1, 1), 4, 6, 1);
        RecurrentKernel kernel = new RnnKernel(4, 6, RnnKernel.Activation.TANH)) {
      assertThatThrownBy(() -> kernel.stepper(one.weights(), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("batch = 0: must be at least 1");
      Stepper stepper = kernel.stepper(one.weights(), 2);
      assertThatThrownBy(() -> stepper.step(new float[4], new float[12]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("input of 4 floats: must have 2 x 4");
      assertThatThrownBy(() -> stepper.step(new float[8], new float[6]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("output of 6 floats: must have 2 x 6");
      assertThatThrownBy(() -> stepper.setState(new float[12], new float[12]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cell: must be null, there is none");
      stepper.close();
      stepper.close();
      assertThatThrownBy(() -> stepper.step(new float[8], new float[12]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("stepper: is closed");
    }
  }

  private static float[] flat(double[][] values) {
    float[] flat = new float[values.length * values[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) values[i / values[0].length][i % values[0].length];
    }
    return flat;
  }
}
