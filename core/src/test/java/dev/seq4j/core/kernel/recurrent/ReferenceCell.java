package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Shards;
import java.util.Random;

/**
 * One recurrent cell for one row in double precision, in loops straight from the equations: what
 * the kernels are compared with. Slow on purpose.
 */
abstract class ReferenceCell {

  final int in;
  final int units;
  final int gates;
  final double[][] wx;
  final double[][] wh;
  final double[] b;
  final double[][] dwx;
  final double[][] dwh;
  final double[] db;

  ReferenceCell(int in, int units, int gates, int biasLength) {
    this.in = in;
    this.units = units;
    this.gates = gates;
    wx = new double[in][gates * units];
    wh = new double[units][gates * units];
    b = new double[biasLength];
    dwx = new double[in][gates * units];
    dwh = new double[units][gates * units];
    db = new double[biasLength];
  }

  /** What a step read and computed. */
  record Step(
      double[] x, double[] h, double[] c, double[][] gates, double[] hNext, double[] cNext) {}

  /** Gradients that a step hands to what came before it. */
  record Back(double[] dx, double[] dh, double[] dc) {}

  abstract Step step(double[] x, double[] h, double[] c);

  /** From the gradients of hNext and cNext; adds those of the weights up. */
  abstract Back back(Step step, double[] dhNext, double[] dcNext);

  boolean hasCellState() {
    return false;
  }

  void randomize(Random random, double scale) {
    for (double[][] matrix : new double[][][] {wx, wh, {b}}) {
      for (double[] row : matrix) {
        for (int i = 0; i < row.length; i++) {
          row[i] = (float) (scale * random.nextGaussian());
        }
      }
    }
  }

  /** Sum over d of x[d] w[d][column]. */
  static double dot(double[] x, double[][] w, int column) {
    double sum = 0;
    for (int d = 0; d < x.length; d++) {
      sum += x[d] * w[d][column];
    }
    return sum;
  }

  /** For z[column] = sum x[d] w[d][column]: adds dz x to dw and dz w to dx. */
  static void backDot(double dz, double[] x, double[][] w, int column, double[][] dw, double[] dx) {
    for (int d = 0; d < x.length; d++) {
      dw[d][column] += dz * x[d];
      dx[d] += dz * w[d][column];
    }
  }

  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** The cell of a kernel's kind. */
  static ReferenceCell of(Kind kind, int in, int units) {
    return switch (kind) {
      case LSTM -> new ReferenceLstm(in, units);
      case GRU_RESET_AFTER -> new ReferenceGru(in, units, true);
      case GRU_RESET_BEFORE -> new ReferenceGru(in, units, false);
      case RNN_TANH -> new ReferenceRnn(in, units, false);
      case RNN_RELU -> new ReferenceRnn(in, units, true);
    };
  }

  /** All kernels. */
  enum Kind {
    LSTM,
    GRU_RESET_AFTER,
    GRU_RESET_BEFORE,
    RNN_TANH,
    RNN_RELU;

    RecurrentKernel kernel(int in, int units, Shards shards) {
      return switch (this) {
        case LSTM -> new LstmKernel(in, units, shards);
        case GRU_RESET_AFTER -> new GruKernel(in, units, GruKernel.Reset.AFTER_PRODUCT, shards);
        case GRU_RESET_BEFORE -> new GruKernel(in, units, GruKernel.Reset.BEFORE_PRODUCT, shards);
        case RNN_TANH -> new RnnKernel(in, units, RnnKernel.Activation.TANH, shards);
        case RNN_RELU -> new RnnKernel(in, units, RnnKernel.Activation.RELU, shards);
      };
    }
  }
}
