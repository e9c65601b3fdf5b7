package dev.seq4j.core.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of one layer and a softmax: what the contract trains. */
public record SmallNetworks(DataType type, Path path, WorkspaceMode workspaces, IUpdater updater) {

  public static final int IN = 2;
  public static final int UNITS = 3;
  public static final int CLASSES = 4;

  /** How a layer computes. */
  public enum Path {
    /** What it chooses by itself. */
    CHOSEN,
    PORTABLE
  }

  public static SmallNetworks of(DataType type, Path path) {
    return new SmallNetworks(type, path, WorkspaceMode.ENABLED, new Adam(0.01));
  }

  public SmallNetworks withWorkspaces(WorkspaceMode mode) {
    return new SmallNetworks(type, path, mode, updater);
  }

  public SmallNetworks withUpdater(IUpdater other) {
    return new SmallNetworks(type, path, workspaces, other);
  }

  public ComputationGraphConfiguration.GraphBuilder graphBuilder(
      org.deeplearning4j.nn.conf.layers.Layer layer) {
    InputType input = InputType.recurrent(IN);
    return base()
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(input)
        .addLayer("layer", layer, "in")
        .addLayer("out", output(layer.getOutputType(0, input)), "layer")
        .setOutputs("out");
  }

  public ComputationGraph graph(org.deeplearning4j.nn.conf.layers.Layer layer) {
    ComputationGraph graph = new ComputationGraph(graphBuilder(layer).build());
    graph.init();
    return set(graph);
  }

  public NeuralNetConfiguration.ListBuilder listBuilder(
      org.deeplearning4j.nn.conf.layers.Layer layer) {
    InputType input = InputType.recurrent(IN);
    return base()
        .list()
        .setInputType(input)
        .layer(layer)
        .layer(output(layer.getOutputType(0, input)));
  }

  MultiLayerNetwork list(org.deeplearning4j.nn.conf.layers.Layer layer) {
    return list(listBuilder(layer).build());
  }

  MultiLayerNetwork list(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    set(network.getLayers());
    return network;
  }

  /** Tells the layers of a network, which may come from a file, by which path to compute. */
  public ComputationGraph set(ComputationGraph graph) {
    set(graph.getLayers());
    return graph;
  }

  private void set(Layer... layers) {
    for (Layer layer : layers) {
      set(layer);
    }
  }

  public void set(Layer layer) {
    if (path == Path.PORTABLE) {
      if (layer instanceof TwoPaths ours) {
        ours.usePortablePath();
      } else if (layer instanceof BaseWrapperLayer wrapper) {
        set(wrapper.getUnderlying());
      }
    }
  }

  private NeuralNetConfiguration.Builder base() {
    return new NeuralNetConfiguration.Builder()
        .seed(12345)
        .dataType(type)
        .updater(updater)
        .weightInit(WeightInit.XAVIER)
        .trainingWorkspaceMode(workspaces)
        .inferenceWorkspaceMode(workspaces);
  }

  private static org.deeplearning4j.nn.conf.layers.Layer output(InputType input) {
    return input instanceof InputType.InputTypeRecurrent sequence
        ? new RnnOutputLayer.Builder(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .nOut(CLASSES)
            .dataFormat(sequence.getFormat() == null ? RNNFormat.NCW : sequence.getFormat())
            .build()
        : new OutputLayer.Builder(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .nOut(CLASSES)
            .build();
  }
}
