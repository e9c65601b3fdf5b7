package dev.seq4j.core.layer.output;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.core.layer.recurrent.SimpleRnn;
import java.io.File;
import java.io.IOException;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class TiedOutputVertexTest {

  private static final int WORDS = 6;
  private static final int SIZE = 3;
  private static final INDArray IDS =
      Nd4j.createFromArray(new int[][] {{1, 2, 1, 0}, {4, 0, 2, 1}, {3, 3, 3, 2}});
  private static final INDArray MASK = Sequences.prefixMask(4, 3, 4, 2);
  private static final INDArray NEXT =
      Nd4j.createFromArray(new int[][][] {{{2, 1, 5, 0}}, {{5, 2, 1, 3}}, {{3, 3, 2, 1}}});

  private static DataSet data() {
    return new DataSet(IDS, NEXT, MASK, MASK);
  }

  private static SequenceOutput.Builder output() {
    return new SequenceOutput.Builder().nOut(WORDS).labelSmoothing(0.1);
  }

  private static ComputationGraphConfiguration.GraphBuilder hidden(
      DataType type, TokenEmbedding tokens, WorkspaceMode workspaces) {
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .dataType(type)
        .updater(new Adam(0.05))
        .trainingWorkspaceMode(workspaces)
        .inferenceWorkspaceMode(workspaces)
        .graphBuilder()
        .addInputs("ids")
        .setInputTypes(InputType.recurrent(1))
        .addLayer("tokens", tokens, "ids")
        .addLayer("memory", new SimpleRnn.Builder().nOut(SIZE).build(), "tokens")
        .setOutputs("out");
  }

  private static TokenEmbedding tokens(boolean scaled) {
    return new TokenEmbedding.Builder(WORDS, SIZE).scaled(scaled).build();
  }

  private static ComputationGraph tied(
      DataType type, boolean scaled, SequenceOutput output, Path path) {
    ComputationGraph graph =
        new ComputationGraph(
            hidden(type, tokens(scaled), WorkspaceMode.ENABLED)
                .addVertex("out", new TiedOutputVertex(output, "tokens"), "memory")
                .build());
    graph.init();
    return SmallNetworks.of(type, path).set(graph);
  }

  private static INDArray gradient(ComputationGraph graph) {
    graph.setInputs(IDS);
    graph.setLabels(NEXT);
    graph.setLayerMaskArrays(new INDArray[] {MASK}, new INDArray[] {MASK});
    graph.computeGradientAndScore();
    graph.clearLayerMaskArrays();
    return graph.gradient().gradient().dup().reshape(graph.numParams());
  }

  @ParameterizedTest
  @CsvSource({"false,true", "true,true", "true,false"})
  void gradientsEqualNumericOnes(boolean scaled, boolean bias) {
    ComputationGraph graph =
        tied(DataType.DOUBLE, scaled, output().hasBias(bias).build(), Path.CHOSEN);
    INDArray gradients = gradient(graph);
    INDArray params = graph.params().reshape(graph.numParams());
    NumericGradient.check("all", params, gradients, () -> 3 * graph.score(data()));
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void equalsAnOutputWithACopyOfTheMatrixAndTheSumOfBothGradients(Path path) {
    ComputationGraph graph = tied(DataType.FLOAT, true, output().build(), path);
    ComputationGraph apart =
        new ComputationGraph(
            hidden(DataType.FLOAT, tokens(true), WorkspaceMode.ENABLED)
                .addLayer("out", output().build(), "memory")
                .build());
    apart.init();
    SmallNetworks.of(DataType.FLOAT, path).set(apart);
    INDArray matrix = graph.getParam("tokens_W");
    graph.getParam("out_b").assign(Sequences.random(8, DataType.FLOAT, 1, WORDS));
    apart.setParam("tokens_W", matrix);
    for (String name : new String[] {"memory_W", "memory_RW", "memory_b", "out_b"}) {
      apart.setParam(name, graph.getParam(name));
    }
    apart.setParam("out_W", matrix.transpose());
    assertThat(graph.numParams()).isEqualTo(apart.numParams() - WORDS * SIZE);
    assertClose("output", graph.outputSingle(IDS), apart.outputSingle(IDS), Close.FLOAT);
    for (int i = 0; i < 2; i++) { // the second time nothing of the first is left
      INDArray together = gradient(graph);
      INDArray separate = gradient(apart);
      assertThat(graph.score()).isCloseTo(apart.score(), within(1e-5));
      INDArray toOutput = apart.gradient().getGradientFor("out_W").transpose();
      INDArray sum = apart.gradient().getGradientFor("tokens_W").add(toOutput);
      assertClose("matrix", graph.gradient().getGradientFor("tokens_W"), sum, Close.FLOAT);
      assertClose(
          "bias",
          graph.gradient().getGradientFor("out_b"),
          apart.gradient().getGradientFor("out_b"),
          Close.FLOAT);
      assertThat(together.length()).isEqualTo(separate.length() - WORDS * SIZE);
    }
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void trainsAndGoesThroughAModelFile(Path path, @TempDir File directory) throws IOException {
    ComputationGraph graph = tied(DataType.FLOAT, false, output().build(), path);
    double score = graph.score(data());
    for (int i = 0; i < 20; i++) {
      graph.fit(data());
    }
    assertThat(graph.score(data())).isLessThan(0.8 * score);
    assertThat(graph.getUpdater().getStateViewArray().length()).isEqualTo(2 * graph.numParams());
    File file = new File(directory, "model.zip");
    ModelSerializer.writeModel(graph, file, true);
    ComputationGraph read =
        SmallNetworks.of(DataType.FLOAT, path)
            .set(ModelSerializer.restoreComputationGraph(file, true));
    assertThat(read.outputSingle(IDS)).isEqualTo(graph.outputSingle(IDS));
    graph.fit(data());
    read.fit(data());
    assertThat(read.params()).isEqualTo(graph.params());
    ComputationGraph clone = SmallNetworks.of(DataType.FLOAT, path).set(graph.clone());
    graph.getParam("tokens_W").assign(0);
    assertThat(clone.outputSingle(IDS))
        .as("the clone has its own")
        .isEqualTo(read.outputSingle(IDS));
  }

  @Test
  void trainsTheSameWithoutWorkspaces() {
    ComputationGraph graph = tied(DataType.FLOAT, true, output().build(), Path.CHOSEN);
    ComputationGraph plain =
        new ComputationGraph(
            hidden(DataType.FLOAT, tokens(true), WorkspaceMode.NONE)
                .addVertex("out", new TiedOutputVertex(output().build(), "tokens"), "memory")
                .build());
    plain.init();
    for (int i = 0; i < 3; i++) {
      graph.fit(data());
      plain.fit(data());
    }
    assertThat(plain.params()).isEqualTo(graph.params());
  }

  @Test
  void stepsOutsideTheNetworkUseTheMatrix() {
    ComputationGraph graph = tied(DataType.FLOAT, true, output().build(), Path.CHOSEN);
    float[] probabilities = new float[WORDS];
    try (StepwiseNetwork steps = StepwiseNetwork.of(graph, 1)) {
      steps.read(new int[][] {{3, 1, 4}}, probabilities);
    }
    INDArray output = graph.outputSingle(Nd4j.createFromArray(new int[][] {{3, 1, 4}}));
    for (int word = 0; word < WORDS; word++) {
      assertThat((double) probabilities[word])
          .isCloseTo(output.getDouble(0, word, 2), within(1e-5));
    }
  }

  @Test
  void aFrozenEmbeddingStaysAsItIs() {
    ComputationGraph graph = tied(DataType.FLOAT, false, output().build(), Path.CHOSEN);
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(graph).setFeatureExtractor("tokens").build();
    INDArray before = frozen.getParam("tokens_W").dup();
    assertClose("output", frozen.outputSingle(IDS), graph.outputSingle(IDS), 0);
    double score = frozen.score(data());
    for (int i = 0; i < 10; i++) {
      frozen.fit(data());
    }
    assertThat(frozen.getParam("tokens_W")).isEqualTo(before);
    assertThat(frozen.score(data())).isLessThan(score);
  }

  @Test
  void goesThroughJson() {
    ComputationGraphConfiguration configuration =
        tied(DataType.FLOAT, true, output().build(), Path.CHOSEN).getConfiguration();
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    assertThat(read.toJson()).isEqualTo(configuration.toJson()).contains("\"tied\" : true");
    assertThat(configuration.clone()).isEqualTo(configuration);
    TiedOutputVertex vertex = new TiedOutputVertex(output().build(), "tokens");
    assertThat(vertex)
        .isEqualTo(vertex.clone())
        .hasSameHashCodeAs(vertex.clone())
        .isNotEqualTo(new TiedOutputVertex(output().build(), "words"))
        .isNotEqualTo(new TiedOutputVertex(output().hasBias(false).build(), "tokens"));
  }

  @Test
  void refusesWhatDoesNotFitTheEmbedding() {
    refuses(
        new TiedOutputVertex(output().build(), "memory"),
        "embedding = memory: must be a TokenEmbedding of this network");
    refuses(new TiedOutputVertex(output().build(), "words"), "embedding = words");
    refuses(
        new TiedOutputVertex(output().nOut(7).build(), "tokens"),
        "nOut = 7: must be the vocabulary, 6");
    refuses(
        new TiedOutputVertex(output().nIn(4).build(), "tokens"),
        "nIn = 4: must be the embedding's size, 3");
  }

  private static void refuses(TiedOutputVertex vertex, String message) {
    ComputationGraph graph =
        new ComputationGraph(
            hidden(DataType.FLOAT, tokens(false), WorkspaceMode.ENABLED)
                .addVertex("out", vertex, "memory")
                .build());
    assertThatThrownBy(graph::init)
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("TiedOutputVertex \"out\"")
        .hasMessageContaining(message);
  }
}
