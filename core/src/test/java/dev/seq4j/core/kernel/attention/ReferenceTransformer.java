package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.Randoms;
import dev.seq4j.core.kernel.StandardNormal;
import java.util.Arrays;
import java.util.Random;

/**
 * A transformer block, or multi-head attention alone, forward, in plain loops over doubles; its
 * gradients are differences.
 *
 * @param shape of the block
 * @param bare whether there is only attention: to the memory if there is one, else to the input
 */
record ReferenceTransformer(
    TransformerBlockShape shape,
    boolean bare,
    boolean[][] live,
    boolean[][] memoryLive,
    long seed) {

  /** Everything that the result depends on. */
  record Numbers(double[] parameters, double[][][] input, double[][][] memory) {

    static Numbers random(Random random, int count, int batch, int time, int in, int[] memory) {
      double[] parameters = Randoms.vector(random, count);
      for (int i = 0; i < count; i++) {
        parameters[i] = (float) (parameters[i] / 2);
      }
      return new Numbers(
          parameters,
          Randoms.cube(random, batch, time, in),
          memory == null ? null : Randoms.cube(random, batch, memory[0], memory[1]));
    }
  }

  /** The result [batch, time, width], zero where a step is not live. */
  double[][][] forward(Numbers numbers, boolean training) {
    Pass pass = new Pass(numbers.parameters, training);
    double[][][] x = numbers.input;
    if (bare) {
      double[][][] y =
          pass.attention(x, numbers.memory, numbers.memory == null, shape.causal(), seed);
      zeroPadding(y);
      return y;
    }
    long place = seed;
    x = pass.sublayer(x, place, (n, p) -> p.attention(n, null, true, shape.causal(), seed + 1));
    place += 2;
    if (numbers.memory != null) {
      x = pass.sublayer(x, place, (n, p) -> p.attention(n, numbers.memory, false, false, seed + 3));
      place += 2;
    }
    x = pass.sublayer(x, place, (n, p) -> p.network(n));
    zeroPadding(x);
    return x;
  }

  private void zeroPadding(double[][][] x) {
    for (int b = 0; b < x.length; b++) {
      for (int t = 0; t < x[b].length; t++) {
        if (!live[b][t]) {
          Arrays.fill(x[b][t], 0);
        }
      }
    }
  }

  /** What each query looks at, [batch][head][query][key], of the first attention. */
  double[][][][] weights(Numbers numbers) {
    Pass pass = new Pass(numbers.parameters, false);
    if (bare) {
      pass.attention(numbers.input, numbers.memory, numbers.memory == null, shape.causal(), 0);
    } else {
      pass.sublayer(
          numbers.input, 0, (n, p) -> p.attention(n, null, true, shape.causal(), seed + 1));
    }
    return pass.weights;
  }

  private interface Function {
    double[][][] apply(double[][][] x, Pass pass);
  }

  /** One pass; it takes the parameters one after the other. */
  private final class Pass {

    private final double[] parameters;
    private final boolean training;
    private int at;
    private double[][][][] weights;

    Pass(double[] parameters, boolean training) {
      this.parameters = parameters;
      this.training = training;
    }

    double[][][] sublayer(double[][][] x, long place, Function function) {
      double[] gain = take(shape.width());
      double[] bias = take(shape.width());
      double[][][] result = function.apply(shape.normFirst() ? norm(x, gain, bias) : x, this);
      double[][][] sum = new double[x.length][x[0].length][shape.width()];
      for (int b = 0; b < x.length; b++) {
        for (int t = 0; t < x[b].length; t++) {
          double[] factors =
              factors(shape.residualDropout(), place, (long) b * x[b].length + t, shape.width());
          for (int f = 0; f < shape.width(); f++) {
            sum[b][t][f] = x[b][t][f] + factors[f] * result[b][t][f];
          }
        }
      }
      return shape.normFirst() ? sum : norm(sum, gain, bias);
    }

    private double[] factors(double rate, long place, long row, int length) {
      float[] ones = new float[length];
      Arrays.fill(ones, 1);
      if (training) {
        new DropoutMask(rate).apply(place, row, ones, 0, length);
      }
      double[] factors = new double[length];
      for (int i = 0; i < length; i++) {
        factors[i] = ones[i];
      }
      return factors;
    }

    private double[] take(int length) {
      at += length;
      return Arrays.copyOfRange(parameters, at - length, at);
    }

    private double[][][] norm(double[][][] x, double[] gain, double[] bias) {
      double[][][] y = new double[x.length][x[0].length][shape.width()];
      for (int b = 0; b < x.length; b++) {
        for (int t = 0; t < x[b].length; t++) {
          double mean = Arrays.stream(x[b][t]).average().orElseThrow();
          double variance =
              Arrays.stream(x[b][t]).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
          for (int f = 0; f < shape.width(); f++) {
            y[b][t][f] =
                gain[f] * (x[b][t][f] - mean) / Math.sqrt(variance + shape.epsilon()) + bias[f];
          }
        }
      }
      return y;
    }

    private double[][][] linear(double[][][] x, int out) {
      int in = x[0][0].length;
      double[] w = take(in * out);
      double[] bias = take(out);
      double[][][] y = new double[x.length][x[0].length][out];
      for (int b = 0; b < x.length; b++) {
        for (int t = 0; t < x[b].length; t++) {
          for (int o = 0; o < out; o++) {
            y[b][t][o] = bias[o];
            for (int i = 0; i < in; i++) {
              y[b][t][o] += x[b][t][i] * w[i * out + o];
            }
          }
        }
      }
      return y;
    }

    double[][][] network(double[][][] x) {
      double[][][] hidden = linear(x, shape.hidden());
      for (double[][] row : hidden) {
        for (double[] step : row) {
          for (int i = 0; i < step.length; i++) {
            step[i] =
                shape.activation() == FeedForwardActivation.RELU
                    ? Math.max(0, step[i])
                    : step[i] * StandardNormal.distribution(step[i]);
          }
        }
      }
      return linear(hidden, shape.width());
    }

    double[][][] attention(
        double[][][] x, double[][][] memory, boolean self, boolean causal, long place) {
      int width = shape.width();
      double[][][] q = linear(x, self ? 3 * width : width);
      double[][][] kv = self ? q : linear(memory, 2 * width);
      int ofKeys = self ? width : 0;
      boolean[][] keyLive = self ? live : memoryLive;
      int d = width / shape.heads();
      double[][][] mixed = new double[x.length][x[0].length][width];
      weights = new double[x.length][shape.heads()][x[0].length][kv[0].length];
      for (int b = 0; b < x.length; b++) {
        for (int h = 0; h < shape.heads(); h++) {
          for (int t = 0; t < x[b].length; t++) {
            double[] p = weights[b][h][t];
            double sum = 0;
            for (int s = 0; s < p.length; s++) {
              if (live[b][t] && keyLive[b][s] && (!causal || s <= t)) {
                double score = 0;
                for (int i = h * d; i < (h + 1) * d; i++) {
                  score += q[b][t][i] * kv[b][s][ofKeys + i];
                }
                p[s] = Math.exp(score / Math.sqrt(d));
                sum += p[s];
              }
            }
            double[] factors =
                factors(
                    shape.attentionDropout(),
                    place,
                    ((long) b * x[b].length + t) * shape.heads() + h,
                    p.length);
            int liveKey = 0;
            for (int s = 0; s < p.length; s++) {
              p[s] = sum == 0 ? 0 : p[s] / sum;
              double weight = keyLive[b][s] ? p[s] * factors[liveKey++] : 0;
              for (int i = h * d; i < (h + 1) * d; i++) {
                mixed[b][t][i] += weight * kv[b][s][ofKeys + width + i];
              }
            }
          }
        }
      }
      return linear(mixed, width);
    }
  }
}
