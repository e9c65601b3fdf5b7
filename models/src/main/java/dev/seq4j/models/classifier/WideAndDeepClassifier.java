package dev.seq4j.models.classifier;

import dev.seq4j.core.layer.pooling.SequenceConvolution;
import dev.seq4j.core.layer.pooling.SequencePooling;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.weights.WeightInit;

/**
 * A wide and a deep network that learn together (Cheng et al. 2016): n-grams weighted by naive
 * Bayes (Wang and Manning 2012) beside a convolutional network (Kim 2014).
 *
 * <pre>
 *   wide: features -> weight * ratio, a number for each class [batch, classes, features]
 *         -> their mean [batch, classes]
 *   deep: ids [batch, time] -> embedding [batch, embedding, time]
 *         -> convolutions of each width, relu, maximum over time [batch, units x widths]
 *   both -> softmax [batch, classes]
 * </pre>
 *
 * <p>Ratios begin as the log-count ratios of the features and weights as zeros ({@link
 * RatioWeights}): a step of Adam, which is as large for each weight, then moves a feature's part in
 * the decision by as much as naive Bayes thinks of it. The wide side knows each phrase of the
 * training texts by heart; the deep side knows which words are alike.
 */
final class WideAndDeepClassifier {

  /** The second input. */
  static final String FEATURES = "features";

  /** How much a feature speaks for each class: learned, zeros at first. */
  static final String WEIGHT = "weight";

  /** How much naive Bayes thinks of each feature; learned, too, but hardly moved. */
  static final String RATIO = "ratio";

  private static final String WIDE = "wide";

  private WideAndDeepClassifier() {}

  static ComputationGraphConfiguration configure(
      NetworkSettings settings, int[] inputSizes, int classes) {
    int words = inputSizes[0];
    int features = inputSizes[1];
    int[] widths = settings.shape().widths().stream().mapToInt(Integer::intValue).toArray();
    GraphBuilder graph =
        Figures.begin(settings, words)
            .addInputs(FEATURES)
            .setInputTypes(InputType.recurrent(features))
            .addLayer(WEIGHT, Layers.embedding(features, classes), FEATURES)
            .addLayer(RATIO, Layers.embedding(features, classes), FEATURES)
            .addVertex(
                "weighted", new ElementWiseVertex(ElementWiseVertex.Op.Product), WEIGHT, RATIO)
            .addLayer(WIDE, new SequencePooling(SequencePooling.Mode.MEAN), "weighted")
            .addLayer(
                "maps",
                new SequenceConvolution.Builder(settings.shape().units(), widths)
                    .weightInit(WeightInit.RELU)
                    .build(),
                Figures.EMBEDDING)
            .addLayer("deep", new DropoutLayer(Layers.keep(settings.dropout())), "maps");
    return graph
        .addLayer(Figures.OUTPUT, Layers.output(classes, 0), WIDE, "deep")
        .setOutputs(Figures.OUTPUT)
        .build();
  }
}
