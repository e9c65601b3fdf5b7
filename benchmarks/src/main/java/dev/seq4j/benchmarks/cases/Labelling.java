package dev.seq4j.benchmarks.cases;

import static dev.seq4j.benchmarks.problem.LabellingProblem.CLASSES;

import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.LabellingProblem;
import dev.seq4j.benchmarks.problem.Training;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A recurrent layer below a small softmax, with our layers and with Deeplearning4j's. */
final class Labelling {

  static final String LAYER = "layer";

  private Labelling() {}

  static Workload ours(LabellingProblem problem) {
    return new Fitting(network(problem), batch(problem));
  }

  static Workload stock(LabellingProblem problem) {
    INDArray mask = mask(problem);
    return new Fitting(
        configuration(problem.in(), stockLayer(problem), stockOutput()),
        new DataSet(
            features(problem).dup('f'), // what its layers hand on and like best
            Sequences.oneHot(problem.labels(), problem.time(), problem.batch(), CLASSES),
            mask,
            mask));
  }

  /** Our network. */
  static ComputationGraphConfiguration network(LabellingProblem problem) {
    return configuration(problem.in(), Layers.recurrent(problem.cell(), problem.units(), 0));
  }

  static DataSet batch(LabellingProblem problem) {
    INDArray mask = mask(problem);
    return new DataSet(
        features(problem),
        Sequences.labels(problem.labels(), problem.time(), problem.batch()),
        mask,
        mask);
  }

  static INDArray features(LabellingProblem problem) {
    return Sequences.features(problem.features(), problem.time(), problem.batch(), problem.in());
  }

  /** {@code [batch, time]}, or null without padding. */
  private static INDArray mask(LabellingProblem problem) {
    return problem.padded() ? Sequences.mask(problem.lengths(), problem.time()) : null;
  }

  /** A layer below our output. */
  static ComputationGraphConfiguration configuration(int in, Layer layer) {
    return configuration(in, layer, new SequenceOutput.Builder().nOut(CLASSES).build());
  }

  static ComputationGraphConfiguration configuration(int in, Layer layer, BaseOutputLayer output) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Adam(Training.LEARNING_RATE))
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(InputType.recurrent(in))
        .addLayer(LAYER, layer, "in")
        .addLayer("output", output, LAYER)
        .setOutputs("output")
        .build();
  }

  private static BaseRecurrentLayer stockLayer(LabellingProblem problem) {
    return problem.cell() == Cell.LSTM
        ? new LSTM.Builder().nOut(problem.units()).activation(Activation.TANH).build()
        : new SimpleRnn.Builder().nOut(problem.units()).activation(Activation.TANH).build();
  }

  /** Deeplearning4j's output. */
  static BaseOutputLayer stockOutput() {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nOut(CLASSES)
        .dataFormat(RNNFormat.NCW)
        .build();
  }
}
