package dev.seq4j.core.kernel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a kernel behaves besides its arithmetic, which {@link KernelParityTest} checks. */
class RecurrentKernelTest {

  private static final Shards TWO = new Shards(2);

  private static final int BATCH = 30;
  private static final int TIME = 20;
  private static final int IN = 24;
  private static final int UNITS = 40;

  /** Large enough for two threads. */
  private static KernelCase largeCase(ReferenceCell.Kind kind) {
    int[] lengths = new int[BATCH];
    for (int row = 0; row < BATCH; row++) {
      lengths[row] = 5 + row * 7 % (TIME - 4);
    }
    return new KernelCase(kind, LiveSteps.lengths(TIME, lengths), IN, UNITS, 17);
  }

  /** A pass with everything that can be read and written, and where its results are. */
  private record Passes(
      ForwardPass forward, BackwardPass backward, NativeArray output, NativeArray[] gradients) {

    static Passes of(KernelCase one) {
      Layout layout = Layout.TIME_BATCH_FEATURES;
      NativeArray h = one.array(layout, UNITS);
      NativeArray dx = one.array(layout, IN);
      NativeArray dwx = new NativeArray(IN * one.cell.gates * UNITS);
      NativeArray dwh = new NativeArray(UNITS * one.cell.gates * UNITS);
      NativeArray db = new NativeArray(one.cell.db.length);
      ForwardPass forward =
          new ForwardPass(one.weights(), one.live, one.input(layout))
              .withOutput(layout.view(h.floats(), BATCH, UNITS, TIME));
      BackwardPass backward =
          new BackwardPass(new RecurrentWeights(dwx.floats(), dwh.floats(), db.floats()))
              .withOutputGradient(one.sequence(layout, one.dy, UNITS))
              .withInputGradient(layout.view(dx.floats(), BATCH, IN, TIME));
      return new Passes(forward, backward, h, new NativeArray[] {dx, dwx, dwh, db});
    }

    float[] results() {
      int length = (int) output.floats().length();
      for (NativeArray gradient : gradients) {
        length += (int) gradient.floats().length();
      }
      float[] all = new float[length];
      int at = 0;
      for (int i = 0; i < output.floats().length(); i++) {
        all[at++] = output.get(i);
      }
      for (NativeArray gradient : gradients) {
        for (int i = 0; i < gradient.floats().length(); i++) {
          all[at++] = gradient.get(i);
        }
      }
      return all;
    }

    void free() {
      for (NativeArray gradient : gradients) {
        if (gradient != gradients[0]) {
          gradient.close();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ReferenceCell.Kind.class)
  void sameInputGivesTheSameBits(ReferenceCell.Kind kind) {
    try (KernelCase one = largeCase(kind);
        RecurrentKernel kernel = kind.kernel(IN, UNITS, TWO);
        RecurrentKernel fresh = kind.kernel(IN, UNITS, TWO)) {
      Passes passes = Passes.of(one);
      kernel.forward(passes.forward());
      kernel.backward(passes.backward());
      float[] first = passes.results();
      for (int i = 0; i < 20; i++) {
        RecurrentKernel any = i == 10 ? fresh : kernel;
        any.forward(passes.forward());
        any.backward(passes.backward());
        assertThat(passes.results()).isEqualTo(first);
      }
      kernel.backward(passes.backward());
      assertThat(passes.results()).as("backward again").isEqualTo(first);
      passes.free();
    }
  }

  @ParameterizedTest
  @EnumSource(ReferenceCell.Kind.class)
  void inferenceEqualsTheForwardPassInLessMemory(ReferenceCell.Kind kind) {
    try (KernelCase one = largeCase(kind);
        RecurrentKernel training = kind.kernel(IN, UNITS, TWO);
        RecurrentKernel inference = kind.kernel(IN, UNITS, TWO)) {
      Passes passes = Passes.of(one);
      training.forward(passes.forward());
      float[] expected = passes.results();
      inference.infer(passes.forward());
      assertThat(passes.results()).isEqualTo(expected);
      assertThat(inference.nativeBytes()).isLessThan(training.nativeBytes());
      passes.free();
    }
  }

  @ParameterizedTest
  @EnumSource(ReferenceCell.Kind.class)
  void everyChangeOfTheWeightsCounts(ReferenceCell.Kind kind) {
    Layout layout = Layout.TIME_BATCH_FEATURES;
    try (KernelCase one = new KernelCase(kind, LiveSteps.all(2, 3), 5, 7, 1);
        RecurrentKernel kernel = kind.kernel(5, 7, TWO)) {
      one.check(kernel, layout, layout, false);
      double[][] bias = {one.cell.b};
      for (double[][] weights : List.of(one.cell.wx, one.cell.wh, bias)) {
        double[] last = weights[weights.length - 1];
        last[last.length - 1] += 1;
        one.check(kernel, layout, layout, false);
      }
    }
  }

  @Test
  void theFinalStateAloneIsEnough() {
    try (KernelCase one = largeCase(ReferenceCell.Kind.LSTM);
        RecurrentKernel kernel = new LstmKernel(IN, UNITS, TWO)) {
      Passes passes = Passes.of(one);
      NativeArray h = new NativeArray(BATCH * UNITS);
      NativeArray c = new NativeArray(BATCH * UNITS);
      kernel.forward(
          new ForwardPass(one.weights(), one.live, one.input(Layout.BATCH_FEATURES_TIME))
              .withFinalState(one.state(h, c)));
      double[][] zeros = new double[BATCH][UNITS];
      one.reference.forward(one.x, zeros, zeros);
      KernelCase.assertMatrix("final hidden", h, one.reference.finalHidden);
      kernel.backward(
          new BackwardPass(passes.backward().weightGradients())
              .withFinalStateGradient(one.state(one.dhLast, one.dcLast)));
      one.reference.backward(new double[BATCH][TIME][UNITS], one.dhLast, one.dcLast);
      KernelCase.assertMatrix("W_x gradient", passes.gradients()[1], one.cell.dwx);
      KernelCase.assertMatrix("W_h gradient", passes.gradients()[2], one.cell.dwh);
      passes.free();
      h.close();
      c.close();
    }
  }

  @ParameterizedTest
  @EnumSource(ReferenceCell.Kind.class)
  void aSteadyPassAllocatesNextToNothing(ReferenceCell.Kind kind) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (KernelCase one = largeCase(kind);
        RecurrentKernel kernel = kind.kernel(IN, UNITS, new Shards(1))) {
      Passes passes = Passes.of(one);
      for (int i = 0; i < 20; i++) {
        kernel.forward(passes.forward());
        kernel.backward(passes.backward());
      }
      long bytes = kernel.nativeBytes();
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      for (int i = 0; i < 10; i++) {
        kernel.forward(passes.forward());
        kernel.backward(passes.backward());
      }
      long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      assertThat((after - before) / 10).as("bytes a pass").isLessThan(5_000);
      assertThat(kernel.nativeBytes()).isEqualTo(bytes);
      passes.free();
    }
  }

  @Test
  void backwardNeedsAForwardPassThatWasKept() {
    try (KernelCase one = largeCase(ReferenceCell.Kind.GRU_RESET_AFTER);
        RecurrentKernel kernel = new GruKernel(IN, UNITS, GruKernel.Reset.AFTER_PRODUCT, TWO)) {
      Passes passes = Passes.of(one);
      assertThatThrownBy(() -> kernel.backward(passes.backward()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("backward: no forward pass has been kept");
      kernel.forward(passes.forward());
      kernel.infer(passes.forward());
      assertThatThrownBy(() -> kernel.backward(passes.backward()))
          .isInstanceOf(IllegalStateException.class);
      passes.free();
    }
  }

  @Test
  void refusesWhatDoesNotFitAndWritesNothing() {
    try (KernelCase one = largeCase(ReferenceCell.Kind.LSTM);
        RecurrentKernel kernel = new LstmKernel(IN, UNITS, TWO)) {
      Passes passes = Passes.of(one);
      ForwardPass good = passes.forward();
      SequenceView x = good.input();
      ForwardPass smallInput =
          new ForwardPass(
              good.weights(),
              good.live(),
              new SequenceView(
                  x.memory(), 100, x.batchStride(), x.featureStride(), x.timeStride()));
      assertThatThrownBy(() -> kernel.forward(smallInput.withOutput(good.output())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("input: shape [30, 24, 20]");
      RecurrentWeights swapped =
          new RecurrentWeights(
              good.weights().recurrent(), good.weights().input(), good.weights().bias());
      assertThatThrownBy(() -> kernel.forward(new ForwardPass(swapped, good.live(), x)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("weights input: has 6400 floats, must have 3840");
      RecurrentState noCell = RecurrentState.of(one.state(one.h0, one.c0).hidden());
      assertThatThrownBy(() -> kernel.forward(good.withInitialState(noCell)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("initial state: must have a cell state");
      assertThat(passes.output().canaries()).isEqualTo((int) passes.output().floats().length());
      kernel.forward(good);
      assertThatThrownBy(
              () -> kernel.backward(new BackwardPass(passes.backward().weightGradients())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("backward pass: needs the gradient");
      kernel.backward(passes.backward());
      passes.free();
    }
  }

  @Test
  void refusesSizesBelowOne() {
    assertThatThrownBy(() -> new LstmKernel(0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("in = 0: must be at least 1");
    assertThatThrownBy(() -> new LstmKernel(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("units = 0: must be at least 1");
    assertThatThrownBy(() -> new LstmKernel(100_000, 100_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not fit in 2 GB");
  }

  @Test
  void closeFreesTheMemoryAndEndsTheKernel() {
    try (KernelCase one = largeCase(ReferenceCell.Kind.RNN_TANH)) {
      Passes passes = Passes.of(one);
      RecurrentKernel kernel = new RnnKernel(IN, UNITS, RnnKernel.Activation.TANH, TWO);
      kernel.forward(passes.forward());
      assertThat(kernel.nativeBytes()).isPositive();
      kernel.close();
      kernel.close();
      assertThat(kernel.nativeBytes()).isZero();
      assertThatThrownBy(() -> kernel.forward(passes.forward()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("kernel: is closed");
      assertThatThrownBy(() -> kernel.backward(passes.backward()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("kernel: is closed");
      passes.free();
    }
  }

  @Test
  void kernelsWorkSideBySide() {
    Thread[] threads = new Thread[4];
    float[][] results = new float[threads.length][];
    for (int i = 0; i < threads.length; i++) {
      int number = i;
      threads[i] =
          new Thread(
              () -> {
                try (KernelCase one = largeCase(ReferenceCell.Kind.LSTM);
                    RecurrentKernel kernel = new LstmKernel(IN, UNITS, TWO)) {
                  Passes passes = Passes.of(one);
                  for (int round = 0; round < 10; round++) {
                    kernel.forward(passes.forward());
                    kernel.backward(passes.backward());
                  }
                  results[number] = passes.results();
                  passes.free();
                }
              });
      threads[i].start();
    }
    for (Thread thread : threads) {
      join(thread);
    }
    for (float[] result : results) {
      assertThat(result).isNotNull().isEqualTo(results[0]);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
