package dev.seq4j.models.classifier;

import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * Bag of words and a multilayer perceptron: a deep averaging network (Iyyer et al. 2015), its
 * vectors learned.
 *
 * <pre>
 *   features that the text has [batch, features] -> a vector each [batch, embedding, features]
 *   -> their mean [batch, embedding] -> hidden, relu [batch, units] x layers -> softmax [batch, classes]
 * </pre>
 *
 * <p>The mean of vectors is the product of a row of the design matrix, made to sum to 1, with a
 * matrix of weights: the perceptron's first layer, without the zeros.
 */
final class BagOfWordsMlp {

  private BagOfWordsMlp() {}

  static ComputationGraphConfiguration configure(
      NetworkSettings settings, int inputs, int classes) {
    GraphBuilder graph = Figures.pool(Figures.begin(settings, inputs), settings, Figures.EMBEDDING);
    String below = Figures.POOLED;
    for (int i = 1; i <= settings.shape().layers(); i++) {
      DenseLayer hidden =
          new DenseLayer.Builder()
              .nOut(settings.shape().units())
              .activation(Activation.RELU)
              .weightInit(WeightInit.RELU)
              .dropOut(Layers.keep(settings.dropout()))
              .build();
      graph.addLayer("hidden" + i, hidden, below);
      below = "hidden" + i;
    }
    return Figures.end(graph, settings, classes, below).build();
  }
}
