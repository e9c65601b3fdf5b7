package dev.seq4j.core.layer.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.layer.attention.AttentionWeights;
import dev.seq4j.core.layer.attention.FeedForward;
import dev.seq4j.core.layer.attention.MemoryReader;
import dev.seq4j.core.layer.attention.MemoryVertex;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.output.TiedOutputVertex;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** What docs/library.md shows of translation, from words to the same words backwards. */
class AttentionDecoderExampleTest {

  private static final int BEGIN = 1;
  private static final int END = 2;
  private static final int WORDS = 9;
  private static final int LONGEST = 5;

  private static ComputationGraph network(int words) {
    AttentionDecoder decoder =
        new AttentionDecoder.Builder(new GRU.Builder().nOut(64).build(), 64).build();
    SequenceOutput output = new SequenceOutput.Builder().nOut(words).labelSmoothing(0.1).build();
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(5e-3))
                .graphBuilder()
                .addInputs("source", "target")
                .setInputTypes(InputType.recurrent(words), InputType.recurrent(words))
                .addLayer("reads", new TokenEmbedding.Builder(words, 32).build(), "source")
                .addLayer("encoder", new Bidirectional(new GRU.Builder().nOut(32).build()), "reads")
                .addLayer("writes", new TokenEmbedding.Builder(words, 32).build(), "target")
                .addVertex("decoder", new MemoryVertex(decoder), "writes", "encoder")
                .addLayer("readout", new FeedForward.Builder(64).nOut(32).build(), "decoder")
                .addVertex("word", new TiedOutputVertex(output, "writes"), "readout")
                .setOutputs("word")
                .build());
    network.init();
    return network;
  }

  private static MultiDataSet batch(Random random, int rows) {
    INDArray source = Nd4j.zeros(DataType.INT32, rows, LONGEST);
    INDArray target = Nd4j.zeros(DataType.INT32, rows, LONGEST + 1);
    INDArray labels = Nd4j.zeros(DataType.INT32, rows, 1, LONGEST + 1);
    INDArray sourceMask = Nd4j.zeros(DataType.FLOAT, rows, LONGEST);
    INDArray targetMask = Nd4j.zeros(DataType.FLOAT, rows, LONGEST + 1);
    for (int row = 0; row < rows; row++) {
      int length = 3 + random.nextInt(LONGEST - 2);
      target.putScalar(row, 0, BEGIN);
      for (int t = 0; t < length; t++) {
        int word = END + 1 + random.nextInt(WORDS - END - 1);
        source.putScalar(row, t, word);
        target.putScalar(row, length - t, word);
        labels.putScalar(row, 0, length - 1 - t, word);
        sourceMask.putScalar(row, t, 1);
      }
      labels.putScalar(row, 0, length, END);
      for (int t = 0; t <= length; t++) {
        targetMask.putScalar(row, t, 1);
      }
    }
    return new MultiDataSet(
        new INDArray[] {source, target},
        new INDArray[] {labels},
        new INDArray[] {sourceMask, targetMask},
        new INDArray[] {targetMask});
  }

  /** The most probable words one by one, until the end. */
  private static int[] translate(ComputationGraph network, int... source) {
    LayerWorkspaceMgr noWorkspaces = LayerWorkspaceMgr.noWorkspaces();
    INDArray ids = Nd4j.createFromArray(new int[][] {source});
    INDArray words = network.getLayer("reads").activate(ids, false, noWorkspaces);
    INDArray states = network.getLayer("encoder").activate(words, false, noWorkspaces);
    MemoryReader decoder = (MemoryReader) network.getLayer("decoder");
    decoder.rnnClearPreviousState();
    decoder.setMemory(states, null);
    int[] translation = new int[LONGEST];
    int word = BEGIN;
    for (int t = 0; t < LONGEST; t++) {
      INDArray before = Nd4j.createFromArray(new int[][] {{word}});
      INDArray embedded = network.getLayer("writes").activate(before, false, noWorkspaces);
      INDArray output = decoder.rnnTimeStep(embedded, noWorkspaces);
      INDArray read = network.getLayer("readout").activate(output, false, noWorkspaces);
      INDArray probabilities = network.getLayer("word").activate(read, false, noWorkspaces);
      word = probabilities.reshape(WORDS).argMax(0).getInt(0);
      if (word == END) {
        break;
      }
      translation[t] = word;
    }
    return translation;
  }

  @Test
  void learnsToSayItBackwardsAndWhereToLook() {
    ComputationGraph network = network(WORDS);
    Random random = new Random(1);
    for (int i = 0; i < 150; i++) {
      network.fit(batch(random, 32));
    }
    assertThat(translate(network, 3, 4, 5, 6)).containsExactly(6, 5, 4, 3, 0);
    assertThat(translate(network, 8, 8, 3, 7, 4)).containsExactly(4, 7, 3, 8, 8);

    MultiDataSet one = batch(new Random(7), 20);
    INDArray weights =
        AttentionWeights.of(network, "decoder", one.getFeatures(), one.getFeaturesMaskArrays());
    INDArray mask = one.getFeaturesMaskArrays()[0];
    int right = 0;
    int all = 0;
    for (int row = 0; row < 20; row++) {
      int length = mask.getRow(row).sumNumber().intValue();
      for (int t = 0; t < length; t++) {
        double atMirror = weights.getDouble(row, 0, t, length - 1 - t);
        right += atMirror > 0.5 ? 1 : 0;
        all++;
      }
    }
    assertThat((double) right / all).as("steps that look at their mirror image").isGreaterThan(0.7);
  }
}
