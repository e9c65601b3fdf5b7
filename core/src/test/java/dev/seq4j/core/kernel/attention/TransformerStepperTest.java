package dev.seq4j.core.kernel.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.PositionwiseCase;
import dev.seq4j.core.kernel.SequenceView;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerStepperTest {

  private static final int BATCH = 3;
  private static final int TIME = 70; // the cache grows twice
  private static final int WIDTH = 6;
  private static final int MEMORY_IN = 4;
  private static final int MEMORY_TIME = 5;
  private static final double TOLERANCE = 1e-5;

  private final LiveSteps memoryLive = LiveSteps.lengths(MEMORY_TIME, 5, 0, 3);

  private static TransformerBlockShape shape(boolean memory, boolean normFirst) {
    return new TransformerBlockShape(
        WIDTH,
        2,
        9,
        FeedForwardActivation.GELU,
        normFirst,
        true,
        memory ? MEMORY_IN : 0,
        1e-5,
        0.5,
        0.5);
  }

  private static NativeArray random(int length) {
    return PositionwiseCase.random(new Random(length), length);
  }

  private static SequenceView view(NativeArray array) {
    return SequenceView.batchTimeFeatures(array.floats(), TIME, WIDTH);
  }

  private static SequenceView part(NativeArray array, int from) {
    return new SequenceView(array.floats(), (long) from * WIDTH, TIME * WIDTH, 1, WIDTH);
  }

  private static float[] step(NativeArray array, int t) {
    float[] step = new float[BATCH * WIDTH];
    for (int i = 0; i < step.length; i++) {
      step[i] = array.get(((long) i / WIDTH * TIME + t) * WIDTH + i % WIDTH);
    }
    return step;
  }

  private void whole(
      TransformerBlockShape shape,
      NativeArray parameters,
      NativeArray x,
      NativeArray m,
      NativeArray y) {
    try (TransformerBlockKernel kernel = new TransformerBlockKernel(shape)) {
      LiveSteps all = LiveSteps.all(BATCH, TIME);
      AttentionPass pass =
          shape.memoryIn() == 0
              ? new AttentionPass(parameters.floats(), view(x), all)
              : new AttentionPass(parameters.floats(), view(x), all, memory(m), memoryLive);
      kernel.infer(pass, view(y));
    }
  }

  private static SequenceView memory(NativeArray m) {
    return SequenceView.batchTimeFeatures(m.floats(), MEMORY_TIME, MEMORY_IN);
  }

  private static int parameters(TransformerBlockShape shape) {
    try (TransformerBlockKernel kernel = new TransformerBlockKernel(shape)) {
      return Math.toIntExact(kernel.parameters());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stepByStepEqualsTheWholeSequence(boolean withMemory) {
    TransformerBlockShape shape = shape(withMemory, !withMemory);
    try (NativeArray parameters = random(parameters(shape));
        NativeArray x = random(BATCH * TIME * WIDTH);
        NativeArray m = random(BATCH * MEMORY_TIME * MEMORY_IN);
        NativeArray y = new NativeArray(BATCH * TIME * WIDTH);
        NativeArray some = new NativeArray(BATCH * TIME * WIDTH);
        TransformerStepper stepper = new TransformerStepper(shape, parameters.floats(), BATCH)) {
      whole(shape, parameters, x, m, y);
      if (withMemory) {
        assertThatThrownBy(() -> stepper.step(step(x, 0), new float[BATCH * WIDTH]))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("memory: must be set");
        stepper.setMemory(memory(m), memoryLive);
      }
      for (int round = 0; round < 2; round++) {
        stepper.reset();
        int prompt = 33 * round; // several steps at once, then one by one
        if (round > 0) {
          stepper.steps(part(x, 0), LiveSteps.all(BATCH, prompt - 3), part(some, 0));
          stepper.steps(part(x, prompt - 3), LiveSteps.all(BATCH, 3), part(some, prompt - 3));
          for (int t = 0; t < prompt; t++) {
            requireClose(step(some, t), step(y, t));
          }
        }
        float[] output = new float[BATCH * WIDTH];
        for (int t = prompt; t < TIME; t++) {
          stepper.step(step(x, t), output);
          requireClose(output, step(y, t));
        }
        assertThat(stepper.lengths()).containsOnly(TIME);
      }
    }
  }

  private static void requireClose(float[] actual, float[] expected) {
    for (int i = 0; i < actual.length; i++) {
      double scale = Math.max(1, Math.abs(expected[i]));
      assertThat(Math.abs(actual[i] - expected[i]) / scale).isLessThan(TOLERANCE);
    }
  }

  /** Prompts of different lengths, and a state that goes to another stepper. */
  @Test
  void rowsHaveTheirOwnPast() {
    TransformerBlockShape shape = shape(false, true);
    try (NativeArray parameters = random(parameters(shape));
        NativeArray x = random(BATCH * TIME * WIDTH);
        NativeArray y = new NativeArray(BATCH * TIME * WIDTH);
        NativeArray some = new NativeArray(BATCH * TIME * WIDTH);
        TransformerStepper stepper = new TransformerStepper(shape, parameters.floats(), BATCH);
        TransformerStepper other = new TransformerStepper(shape, parameters.floats(), BATCH)) {
      whole(shape, parameters, x, null, y);
      int[] lengths = {4, 0, 7};
      stepper.steps(part(x, 0), LiveSteps.lengths(9, lengths), part(some, 0));
      assertThat(step(some, 8)).containsOnly(0);
      assertThat(stepper.lengths()).containsExactly(lengths);
      other.setState(lengths, stepper.getState(8), 8);
      float[] next = new float[BATCH * WIDTH];
      float[] expected = new float[BATCH * WIDTH];
      for (int row = 0; row < BATCH; row++) {
        System.arraycopy(step(x, lengths[row]), row * WIDTH, next, row * WIDTH, WIDTH);
        System.arraycopy(step(y, lengths[row]), row * WIDTH, expected, row * WIDTH, WIDTH);
      }
      float[] output = new float[BATCH * WIDTH];
      stepper.step(next, output);
      requireClose(output, expected);
      float[] ofOther = new float[BATCH * WIDTH];
      other.step(next, ofOther);
      assertThat(ofOther).isEqualTo(output);
    }
  }

  @Test
  void takesNewParameters() {
    TransformerBlockShape shape = shape(false, true);
    try (NativeArray parameters = random(parameters(shape));
        NativeArray zeros = NativeArray.of(new double[1][parameters(shape)]);
        TransformerStepper stepper = new TransformerStepper(shape, parameters.floats(), 1)) {
      float[] x = {1, 2, 3, 4, 5, 6};
      float[] y = new float[WIDTH];
      stepper.step(x, y);
      assertThat(y).isNotEqualTo(x);
      stepper.load(zeros.floats());
      stepper.step(x, y);
      assertThat(y).as("only the residual connections are left").isEqualTo(x);
    }
  }

  @Test
  @SuppressWarnings("try") // closing twice is what is tested
  void refusesWhatDoesNotFit() {
    TransformerBlockShape shape = shape(false, true);
    try (NativeArray parameters = random(parameters(shape));
        TransformerStepper stepper = new TransformerStepper(shape, parameters.floats(), 2)) {
      float[] good = new float[2 * WIDTH];
      assertThatThrownBy(() -> stepper.step(new float[WIDTH], good))
          .hasMessage("input of 6 floats: must have 2 x 6");
      assertThatThrownBy(() -> stepper.getState(-1)).hasMessageContaining("steps = 0");
      assertThatThrownBy(() -> stepper.setState(new int[2], good, 3))
          .hasMessageContaining("2 x 3 x 12 floats");
      assertThatThrownBy(() -> stepper.setState(new int[] {0, 4}, new float[72], 3))
          .hasMessage("steps = 4: must be in [0, 3]");
      assertThatThrownBy(() -> stepper.setMemory(null, memoryLive))
          .hasMessageContaining("the block has none");
      assertThatThrownBy(() -> new TransformerStepper(shape, parameters.floats(), 0))
          .hasMessageContaining("batch = 0");
      NativeFloats few = parameters.floats().part(0, 5);
      assertThatThrownBy(() -> stepper.load(few)).hasMessageContaining("parameters");
      stepper.close();
      assertThatThrownBy(() -> stepper.step(good, good)).hasMessageContaining("closed");
    }
    TransformerBlockShape encoder =
        new TransformerBlockShape(4, 2, 8, FeedForwardActivation.RELU, true, false, 0, 1e-5, 0, 0);
    assertThatThrownBy(() -> new TransformerStepper(encoder, null, 1))
        .hasMessage("causal = false: must be true to go step by step");
  }
}
