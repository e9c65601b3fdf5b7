package dev.seq4j.models.forecast;

import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.network.Layers;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Foresees a number from a window of a series.
 *
 * <pre>
 *   features [batch, columns, window] -> recurrent layer, its last state [batch, units]
 *   -> linear, mean squared error [batch, 1]
 * </pre>
 *
 * <pre>{@code
 * Forecaster forecaster = new Forecaster(ForecastSettings.DEFAULT, columns);
 * forecaster.trainer().epochs(20).validation(validation).fit(train);
 * double[] foreseen = forecaster.forecast(windows);
 * }</pre>
 *
 * <p>One thread at a time may use an instance.
 */
public final class Forecaster {

  private final ForecastSettings settings;
  private final ComputationGraph graph;

  /**
   * Makes an untrained network, the same for the same settings.
   *
   * @param settings hyper-parameters
   * @param columns numbers of each row of a window
   */
  public Forecaster(ForecastSettings settings, int columns) {
    this.settings = settings;
    graph = new ComputationGraph(configure(settings, columns));
    graph.init();
  }

  private static ComputationGraphConfiguration configure(ForecastSettings settings, int columns) {
    return new NeuralNetConfiguration.Builder()
        .seed(settings.seed())
        .updater(new Adam(settings.learningRate()))
        .weightInit(WeightInit.XAVIER)
        .graphBuilder()
        .addInputs("features")
        .setInputTypes(InputType.recurrent(columns))
        .addLayer("recurrent", Layers.lastState(settings.cell(), settings.units(), 0), "features")
        .addLayer(
            "output",
            new OutputLayer.Builder(new LossMSE())
                .nOut(1)
                .activation(Activation.IDENTITY)
                .dropOut(Layers.keep(settings.dropout()))
                .build(),
            "recurrent")
        .setOutputs("output")
        .build();
  }

  /**
   * @return a trainer of this network, to be set up further
   */
  public Trainer trainer() {
    return Trainer.of(graph).seed(settings.seed());
  }

  /**
   * @param windows {@code [windows][window][columns]}, one or more of one length
   * @return what is foreseen at the end of each
   */
  public double[] forecast(float[][][] windows) {
    float[][][] features = // [batch, columns, window]
        Arrays.stream(windows).map(Forecaster::transposed).toArray(float[][][]::new);
    INDArray foreseen = graph.outputSingle(Nd4j.createFromArray(features)); // [batch, 1]
    return foreseen.toDoubleVector();
  }

  private static float[][] transposed(float[][] rows) {
    float[][] columns = new float[rows[0].length][rows.length];
    for (int t = 0; t < rows.length; t++) {
      for (int c = 0; c < columns.length; c++) {
        columns[c][t] = rows[t][c];
      }
    }
    return columns;
  }
}
