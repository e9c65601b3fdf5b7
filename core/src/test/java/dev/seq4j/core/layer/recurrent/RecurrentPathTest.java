package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.Close.assertClose;
import static dev.seq4j.core.layer.LayerUnderTest.NO_WORKSPACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.Sequences;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** The two paths, held to numeric gradients and to each other. */
class RecurrentPathTest {

  /** In single precision, relative to the largest element. */
  private static final double PARITY = 1e-4;

  enum Cell {
    LSTM {
      @Override
      CellLayer of(int in, int units) {
        return new LSTM.Builder().nIn(in).nOut(units).build();
      }
    },
    GRU {
      @Override
      CellLayer of(int in, int units) {
        return new GRU.Builder().nIn(in).nOut(units).build();
      }
    },
    GRU_RESET_BEFORE {
      @Override
      CellLayer of(int in, int units) {
        return new GRU.Builder().resetAfter(false).nIn(in).nOut(units).build();
      }
    },
    TANH_RNN {
      @Override
      CellLayer of(int in, int units) {
        return new SimpleRnn.Builder().nIn(in).nOut(units).build();
      }
    },
    RELU_RNN {
      @Override
      CellLayer of(int in, int units) {
        return new SimpleRnn.Builder().activation(Activation.RELU).nIn(in).nOut(units).build();
      }
    };

    abstract CellLayer of(int in, int units);
  }

  enum Masking {
    NONE,
    PREFIXES,
    ANY
  }

  /** A batch and everything that a path is given for it. */
  private static final class Problem {

    final CellLayer cell;
    final CellWeights weights;
    final INDArray input;
    final INDArray mask;
    final LayerState initial;
    final INDArray outputGradient;
    final LayerState finalGradient;

    Problem(CellLayer cell, DataType type, int batch, int time, Masking masking, long seed) {
      this.cell = cell;
      int in = (int) cell.getNIn();
      int units = (int) cell.getNOut();
      int columns = cell.gates() * units;
      double scale = 1 / Math.sqrt(units);
      weights =
          new CellWeights(
              Sequences.random(seed, type, in, columns).muli(scale),
              Sequences.random(seed + 1, type, units, columns).muli(scale),
              Sequences.random(seed + 2, type, (long) cell.biasBlocks() * units));
      input = Sequences.random(seed + 3, type, time, batch, in);
      mask = mask(masking, batch, time, new Random(seed));
      initial = state(type, batch, units, seed + 4);
      outputGradient = Sequences.random(seed + 6, type, time, batch, units);
      finalGradient = state(type, batch, units, seed + 7);
    }

    private LayerState state(DataType type, int batch, int units, long seed) {
      return new LayerState(
          Sequences.random(seed, type, batch, units),
          cell instanceof LSTM ? Sequences.random(seed + 1, type, batch, units) : null);
    }

    private static INDArray mask(Masking masking, int batch, int time, Random random) {
      if (masking == Masking.NONE) {
        return null;
      }
      INDArray mask = Nd4j.zeros(DataType.FLOAT, time, batch);
      for (int row = 0; row < batch; row++) {
        int length = random.nextInt(time + 1);
        for (int t = 0; t < time; t++) {
          boolean live = masking == Masking.PREFIXES ? t < length : random.nextBoolean();
          mask.putScalar(t, row, live ? 1 : 0);
        }
      }
      return mask;
    }
  }

  /** Everything that a path gives back. */
  private static final class Answer {

    final INDArray output;
    final LayerState last;
    final CellWeights gradients;
    final INDArray inputGradient;
    final LayerState initialGradient;

    Answer(Problem problem, RecurrentPath path) {
      output = rubbish(problem.outputGradient);
      last =
          path.forward(
                  problem.weights,
                  problem.input,
                  problem.mask,
                  problem.initial,
                  output,
                  true,
                  NO_WORKSPACES)
              .detached();
      gradients =
          new CellWeights(
              rubbish(problem.weights.input()),
              rubbish(problem.weights.recurrent()),
              rubbish(problem.weights.bias()));
      inputGradient = rubbish(problem.input);
      initialGradient =
          path.backward(
                  problem.weights,
                  problem.outputGradient,
                  problem.finalGradient,
                  gradients,
                  inputGradient,
                  NO_WORKSPACES)
              .detached();
    }

    private static INDArray rubbish(INDArray like) {
      return Nd4j.valueArrayOf(like.shape().clone(), Double.NaN, like.dataType());
    }
  }

  private static double loss(Problem problem, RecurrentPath path) {
    INDArray output = Answer.rubbish(problem.outputGradient);
    LayerState last =
        path.forward(
            problem.weights,
            problem.input,
            problem.mask,
            problem.initial,
            output,
            true,
            NO_WORKSPACES);
    double loss =
        dot(output, problem.outputGradient) + dot(last.hidden(), problem.finalGradient.hidden());
    return last.cell() == null ? loss : loss + dot(last.cell(), problem.finalGradient.cell());
  }

  private static double dot(INDArray a, INDArray b) {
    return a.mul(b).sumNumber().doubleValue();
  }

  /**
   * What the layers' own gradient checks leave out: states that come in and gradients of states.
   */
  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void portablePathsGradientsFromAndToStatesEqualNumericOnes(
      @ForAll Masking masking, @ForAll boolean backwards) {
    // ReLU is left out: a difference across its corner is no derivative.
    for (Cell cell : new Cell[] {Cell.LSTM, Cell.GRU, Cell.GRU_RESET_BEFORE, Cell.TANH_RNN}) {
      Problem problem = new Problem(cell.of(2, 2), DataType.DOUBLE, 2, 3, masking, 1);
      RecurrentPath path = RecurrentPaths.portable(problem.cell, backwards);
      Answer answer = new Answer(problem, path);
      check(
          cell + " h_0", problem, path, problem.initial.hidden(), answer.initialGradient.hidden());
      if (cell == Cell.LSTM) {
        check("c_0", problem, path, problem.initial.cell(), answer.initialGradient.cell());
      }
      check(cell + " b", problem, path, problem.weights.bias(), answer.gradients.bias());
    }
  }

  private static void check(
      String what, Problem problem, RecurrentPath path, INDArray variable, INDArray gradient) {
    NumericGradient.check(what, variable, gradient, () -> loss(problem, path));
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(1, 37).edgeCases(config -> config.add(1, 7, 8, 9, 16));
  }

  @Property(tries = 60, seed = "1", shrinking = ShrinkingMode.OFF)
  void kernelEqualsPortable(
      @ForAll Cell cell,
      @ForAll("sizes") int batch,
      @ForAll @IntRange(min = 1, max = 12) int time,
      @ForAll("sizes") int in,
      @ForAll("sizes") int units,
      @ForAll Masking masking,
      @ForAll boolean backwards) {
    compare(cell, batch, time, in, units, masking, backwards);
  }

  @Example
  void kernelEqualsPortableAtTheSizesOfUse() {
    for (Cell cell : Cell.values()) {
      compare(cell, 33, 25, 64, 100, Masking.PREFIXES, false);
    }
  }

  private static void compare(
      Cell cell, int batch, int time, int in, int units, Masking masking, boolean backwards) {
    Problem problem =
        new Problem(cell.of(in, units), DataType.FLOAT, batch, time, masking, batch * 31L + time);
    Answer kernel = new Answer(problem, new KernelPath(problem.cell.kernel(), backwards));
    Answer portable = new Answer(problem, RecurrentPaths.portable(problem.cell, backwards));
    assertClose("output", kernel.output, portable.output, PARITY);
    assertClose("last h", kernel.last.hidden(), portable.last.hidden(), PARITY);
    assertClose("gradient of W_x", kernel.gradients.input(), portable.gradients.input(), PARITY);
    assertClose(
        "gradient of W_h", kernel.gradients.recurrent(), portable.gradients.recurrent(), PARITY);
    assertClose("gradient of b", kernel.gradients.bias(), portable.gradients.bias(), PARITY);
    assertClose("gradient of x", kernel.inputGradient, portable.inputGradient, PARITY);
    assertClose(
        "gradient of h_0",
        kernel.initialGradient.hidden(),
        portable.initialGradient.hidden(),
        PARITY);
    if (cell == Cell.LSTM) {
      assertClose("last c", kernel.last.cell(), portable.last.cell(), PARITY);
      assertClose(
          "gradient of c_0",
          kernel.initialGradient.cell(),
          portable.initialGradient.cell(),
          PARITY);
    }
  }

  @Example
  void inferenceEqualsTrainingsForwardPass() {
    for (Cell cell : Cell.values()) {
      Problem problem = new Problem(cell.of(5, 7), DataType.FLOAT, 4, 6, Masking.PREFIXES, 3);
      for (RecurrentPath path :
          List.of(
              new KernelPath(problem.cell.kernel(), false),
              RecurrentPaths.portable(problem.cell, false))) {
        Answer training = new Answer(problem, path);
        INDArray output = Answer.rubbish(problem.outputGradient);
        path.forward(
            problem.weights,
            problem.input,
            problem.mask,
            problem.initial,
            output,
            false,
            NO_WORKSPACES);
        assertThat(output).as("%s, %s", cell, path).isEqualTo(training.output);
      }
    }
  }

  @Example
  void singlePrecisionGoesByKernelsWhereTheyServe() {
    boolean kernels =
        !System.getProperty(Kernels.PROPERTY, Kernels.AUTO).equals(Kernels.PORTABLE)
            && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
    for (Cell cell : Cell.values()) {
      assertThat(RecurrentPaths.choose(cell.of(2, 3), DataType.FLOAT, false))
          .isInstanceOf(kernels ? KernelPath.class : PortablePath.class);
    }
  }

  @Example
  void doubleAndAnythingElseGoesThePortableWay() {
    CellLayer cell = Cell.LSTM.of(2, 3);
    for (DataType type : Arrays.asList(DataType.DOUBLE, DataType.FLOAT16)) {
      assertThat(RecurrentPaths.choose(cell, type, false)).isInstanceOf(PortablePath.class);
    }
  }
}
