package dev.seq4j.core.layer.output;

import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * Prints milliseconds of forward plus backward of the first and the last layer of a text model,
 * ours and Deeplearning4j's in turns, so that a busy moment of the machine hits both alike.
 * Argument: rounds (default 20).
 */
public final class EmbeddingAndOutputBenchmark {

  private static final int WARM_UP_ROUNDS = 5;

  private EmbeddingAndOutputBenchmark() {}

  /**
   * @param arguments rounds
   */
  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    compare("embedding 128x100, 20002x128", rounds, embedding(true), embedding(false));
    compare(
        "output 32x200x100, 100 classes",
        rounds,
        output(32, 200, 100, true),
        output(32, 200, 100, false));
    compare(
        "output 32x50x256, 10000 classes",
        Math.min(rounds, 5),
        output(32, 50, 10_000, true),
        output(32, 50, 10_000, false));
  }

  private static Runnable embedding(boolean ours) {
    int vocabulary = 20_002;
    int size = 128;
    Random random = new Random(1);
    INDArray ids = Nd4j.create(DataType.FLOAT, 128, 100);
    for (int row = 0; row < 128; row++) {
      for (int t = 0; t < 100; t++) {
        ids.putScalar(row, t, (int) Math.pow(vocabulary, random.nextDouble()));
      }
    }
    INDArray epsilon = Nd4j.rand(DataType.FLOAT, 100, 128, size).permute(1, 2, 0);
    LayerUnderTest alone =
        new LayerUnderTest(
            ours
                ? new TokenEmbedding.Builder(vocabulary, size).build()
                : new EmbeddingSequenceLayer.Builder().nIn(vocabulary).nOut(size).build(),
            DataType.FLOAT);
    return () -> {
      alone.forward(ids, null, true);
      alone.backward(epsilon);
    };
  }

  private static Runnable output(int batch, int time, int classes, boolean ours) {
    int in = classes == 100 ? 100 : 256;
    INDArray input = Nd4j.rand(DataType.FLOAT, time, batch, in).permute(1, 2, 0);
    INDArray labels =
        Nd4j.rand(DataType.FLOAT, batch, 1, time).muli(classes - 1).castTo(DataType.INT32);
    LayerUnderTest alone =
        new LayerUnderTest(
            ours
                ? new SequenceOutput.Builder().nIn(in).nOut(classes).build()
                : new RnnOutputLayer.Builder(new LossSparseMCXENT())
                    .activation(Activation.SOFTMAX)
                    .nIn(in)
                    .nOut(classes)
                    .dataFormat(RNNFormat.NCW)
                    .build(),
            DataType.FLOAT);
    IOutputLayer layer = (IOutputLayer) alone.layer();
    return () -> {
      layer.setInput(input, LayerUnderTest.NO_WORKSPACES);
      layer.setLabels(labels);
      alone.backward(null);
      layer.computeScore(0, true, LayerUnderTest.NO_WORKSPACES);
    };
  }

  private static void compare(String name, int rounds, Runnable ours, Runnable stock) {
    List<Double> oursTimes = new ArrayList<>();
    List<Double> stockTimes = new ArrayList<>();
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      double oursTime = time(ours);
      double stockTime = time(stock);
      if (round >= 0) {
        oursTimes.add(oursTime);
        stockTimes.add(stockTime);
      }
    }
    System.out.printf(
        "%s: ours %.2f (min %.2f), Deeplearning4j %.2f (min %.2f) ms%n",
        name,
        median(oursTimes),
        Collections.min(oursTimes),
        median(stockTimes),
        Collections.min(stockTimes));
  }

  private static double time(Runnable task) {
    long begin = System.nanoTime();
    task.run();
    return (System.nanoTime() - begin) / 1e6;
  }

  private static double median(List<Double> times) {
    Collections.sort(times);
    return times.get(times.size() / 2);
  }
}
