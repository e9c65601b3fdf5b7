package dev.seq4j.models.translation;

import dev.seq4j.core.layer.FeatureDropout;
import dev.seq4j.core.layer.attention.FeedForward;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.output.TiedOutputVertex;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/** What stands at both ends of the recurrent translators, and begins them all. */
final class TranslatorLayers {

  private TranslatorLayers() {}

  /** A network of two inputs, ids of the sentence and of its translation so far. */
  static GraphBuilder graph(
      TranslatorSettings settings, int sourceVocabulary, int targetVocabulary) {
    return new NeuralNetConfiguration.Builder()
        .seed(settings.seed())
        .updater(new Adam(settings.learningRate()))
        .weightInit(WeightInit.XAVIER)
        .graphBuilder()
        .addInputs(TranslatorArchitecture.SOURCE, TranslatorArchitecture.TARGET)
        .setInputTypes(
            InputType.recurrent(sourceVocabulary), InputType.recurrent(targetVocabulary));
  }

  /**
   * The same with an embedding for each, {@code reads} and {@code writes}, whose features are
   * dropped out at all steps of a row.
   */
  static GraphBuilder begin(
      TranslatorSettings settings, int sourceVocabulary, int targetVocabulary) {
    return graph(settings, sourceVocabulary, targetVocabulary)
        .addLayer(
            "reads",
            Layers.embedding(sourceVocabulary, settings.embedding(), settings.dropout()),
            TranslatorArchitecture.SOURCE)
        .addLayer(
            "writes",
            Layers.embedding(targetVocabulary, settings.embedding(), settings.dropout()),
            TranslatorArchitecture.TARGET);
  }

  /**
   * The other recurrent layers of the decoder; then what Bahdanau et al. call the deep output: a
   * hidden layer, and the softmax by the matrix of the embedding.
   */
  static ComputationGraphConfiguration end(
      GraphBuilder graph, TranslatorSettings settings, int targetVocabulary, String decoder) {
    String below = decoder;
    for (int i = 2; i <= settings.layers(); i++) {
      graph.addLayer(
          "decoder" + i,
          Layers.recurrent(settings.cell(), settings.units(), settings.dropout()),
          below);
      below = "decoder" + i;
    }
    SequenceOutput output =
        new SequenceOutput.Builder()
            .nOut(targetVocabulary)
            .labelSmoothing(settings.labelSmoothing())
            .build();
    FeedForward.Builder readout =
        new FeedForward.Builder(settings.units()).nOut(settings.embedding());
    if (settings.dropout() > 0) {
      readout.dropOut(new FeatureDropout(settings.dropout()));
    }
    return graph
        .addLayer("readout", readout.build(), below)
        .addVertex("output", new TiedOutputVertex(output, "writes"), "readout")
        .setOutputs("output")
        .build();
  }
}
