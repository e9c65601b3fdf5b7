package dev.seq4j.core.layer;

import static dev.seq4j.core.layer.SmallNetworks.IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.SmallNetworks.Path;
import dev.seq4j.core.layer.attention.MemoryLayer;
import dev.seq4j.core.layer.attention.MemoryVertex;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.recurrent.SimpleRnn;
import java.io.File;
import java.io.IOException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What every layer that reads a memory must keep in a {@link MemoryVertex}. */
public abstract class MemoryVertexContract {

  protected static final int MEMORY = 3;
  protected static final int BATCH = 3;
  protected static final int TIME = 4;
  protected static final int STEPS = 5;

  private static final int CLASSES = 2;

  /** A new configuration with the sizes of input and memory not set. */
  protected abstract Layer layer();

  final Layer sized() {
    return sized(layer(), RNNFormat.NCW);
  }

  static Layer sized(Layer layer, RNNFormat format) {
    layer.setNIn(InputType.recurrent(IN, format), true);
    ((MemoryLayer) layer).setMemoryType(InputType.recurrent(MEMORY, format));
    return layer;
  }

  private ComputationGraphConfiguration.GraphBuilder graphBuilder(WorkspaceMode workspaces) {
    return new NeuralNetConfiguration.Builder()
        .seed(9)
        .dataType(DataType.FLOAT)
        .updater(new Adam(0.02))
        .l2(0.01)
        .trainingWorkspaceMode(workspaces)
        .inferenceWorkspaceMode(workspaces)
        .graphBuilder()
        .addInputs("target", "source")
        .setInputTypes(InputType.recurrent(IN), InputType.recurrent(MEMORY))
        .addLayer("encoder", new SimpleRnn.Builder().nOut(MEMORY).build(), "source")
        .addVertex("decoder", new MemoryVertex(layer()), "target", "encoder")
        .addLayer(
            "out",
            new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(CLASSES)
                .dataFormat(RNNFormat.NCW)
                .build(),
            "decoder")
        .setOutputs("out");
  }

  protected final ComputationGraph graph(Path path, WorkspaceMode workspaces) {
    ComputationGraph graph = new ComputationGraph(graphBuilder(workspaces).build());
    graph.init();
    return SmallNetworks.of(DataType.FLOAT, path).set(graph);
  }

  protected static MultiDataSet data() {
    INDArray mask = Sequences.prefixMask(TIME, 4, 2, 3);
    return new MultiDataSet(
        new INDArray[] {
          Sequences.random(1, DataType.FLOAT, BATCH, IN, TIME),
          Sequences.random(2, DataType.FLOAT, BATCH, MEMORY, STEPS)
        },
        new INDArray[] {Sequences.labels(3, DataType.FLOAT, BATCH, CLASSES, TIME)},
        new INDArray[] {mask, Sequences.prefixMask(STEPS, 3, 5, 2)},
        new INDArray[] {mask});
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void trainsInAGraphAsALayerDoes(Path path) {
    ComputationGraph graph = graph(path, WorkspaceMode.ENABLED);
    assertThat(graph.numParams()).isEqualTo(graph.params().length());
    INDArray before = graph.getLayer("decoder").params().dup();
    double score = graph.score(data());
    ComputationGraph plain = graph(path, WorkspaceMode.NONE);
    for (int i = 0; i < 10; i++) {
      graph.fit(data());
      plain.fit(data());
    }
    assertThat(graph.score(data())).isLessThan(score);
    assertThat(plain.params()).isEqualTo(graph.params());
    INDArray moved = graph.getLayer("decoder").params().sub(before);
    assertThat(moved.eq(0).castTo(DataType.INT32).sumNumber().intValue())
        .as("parameters that stayed")
        .isZero();
    assertThat(graph.getParam("encoder_W")).isNotEqualTo(plain.getParam("decoder_" + anyWeight()));
  }

  private String anyWeight() {
    return sized().initializer().weightKeys(sized()).get(0);
  }

  @Test
  void graphsGradientIsThatOfItsScore() {
    NeuralNetConfiguration.Builder base =
        new NeuralNetConfiguration.Builder().seed(9).dataType(DataType.DOUBLE);
    ComputationGraphConfiguration.GraphBuilder builder =
        base.graphBuilder()
            .addInputs("target", "source")
            .setInputTypes(InputType.recurrent(IN), InputType.recurrent(MEMORY))
            .addLayer("encoder", new SimpleRnn.Builder().nOut(MEMORY).build(), "source")
            .addVertex("decoder", new MemoryVertex(layer()), "target", "encoder")
            .addLayer("out", new SequenceOutput.Builder().nOut(CLASSES).build(), "decoder")
            .setOutputs("out");
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    INDArray mask = Sequences.prefixMask(TIME, 4, 2, 3);
    INDArray labels = Nd4j.create(DataType.INT32, BATCH, 1, TIME);
    MultiDataSet data =
        new MultiDataSet(
            new INDArray[] {
              Sequences.random(1, DataType.DOUBLE, BATCH, IN, TIME),
              Sequences.random(2, DataType.DOUBLE, BATCH, MEMORY, STEPS)
            },
            new INDArray[] {labels},
            new INDArray[] {mask, Sequences.prefixMask(STEPS, 3, 5, 2)},
            new INDArray[] {mask});
    graph.setInputs(data.getFeatures());
    graph.setLabels(data.getLabels());
    graph.setLayerMaskArrays(data.getFeaturesMaskArrays(), data.getLabelsMaskArrays());
    graph.computeGradientAndScore();
    INDArray gradients = graph.gradient().gradient().dup().reshape(graph.numParams());
    graph.clearLayerMaskArrays();
    INDArray params = graph.params().reshape(graph.numParams());
    NumericGradient.check("all", params, gradients, () -> BATCH * graph.score(data));
  }

  @Test
  void optionsOfTheNetworkHoldForIt() {
    ComputationGraph graph = graph(Path.CHOSEN, WorkspaceMode.ENABLED);
    BaseLayer inside = (BaseLayer) graph.getLayer("decoder").conf().getLayer();
    assertThat(inside.getIUpdater()).isEqualTo(new Adam(0.02));
    assertThat(inside.getRegularizationByParam(anyWeight()))
        .singleElement()
        .isInstanceOf(L2Regularization.class);
    double penalty = graph.getLayer("decoder").calcRegularizationScore(true);
    double others =
        graph.getLayer("encoder").calcRegularizationScore(true)
            + graph.getLayer("out").calcRegularizationScore(true);
    assertThat(penalty).isPositive();
    assertThat(graph.calcRegularizationScore(true)).isCloseTo(penalty + others, within(1e-6));
    graph.fit(data());
    assertThat(graph.getUpdater().getStateViewArray().length()).isEqualTo(2 * graph.numParams());
  }

  @Test
  void goesThroughJson() {
    ComputationGraphConfiguration configuration = graphBuilder(WorkspaceMode.ENABLED).build();
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    assertThat(read.getVertices().get("decoder"))
        .hasSameHashCodeAs(configuration.getVertices().get("decoder"));
    assertThat(read.toJson()).isEqualTo(configuration.toJson());
    assertThat(configuration.clone()).isEqualTo(configuration);
    assertThat(layer()).isEqualTo(layer()).isEqualTo(layer().clone());
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void goesThroughAModelFile(Path path, @TempDir File directory) throws IOException {
    ComputationGraph graph = graph(path, WorkspaceMode.ENABLED);
    graph.fit(data());
    File file = new File(directory, "model.zip");
    ModelSerializer.writeModel(graph, file, true);
    ComputationGraph read =
        SmallNetworks.of(DataType.FLOAT, path)
            .set(ModelSerializer.restoreComputationGraph(file, true));
    assertThat(read.output(data().getFeatures())[0])
        .isEqualTo(graph.output(data().getFeatures())[0]);
    ComputationGraph clone = SmallNetworks.of(DataType.FLOAT, path).set(graph.clone());
    assertThat(clone.output(data().getFeatures())[0])
        .isEqualTo(graph.output(data().getFeatures())[0]);
    graph.fit(data());
    read.fit(data());
    assertThat(read.params()).isEqualTo(graph.params());
  }
}
