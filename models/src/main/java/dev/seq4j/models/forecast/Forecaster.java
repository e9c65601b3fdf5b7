package dev.seq4j.models.forecast;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.CalibratedNetwork;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.NetworkWeights;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.network.Layers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
 * Foresees the next number of a series: that of its first column, from a window of rows.
 *
 * <pre>
 *   features [batch, columns, window] -> recurrent layer, its last state [batch, units]
 *   -> linear, mean squared error [batch, 1]
 * </pre>
 *
 * <p>The network reads rows that are standardized, and its target is the next number in standard
 * deviations of the first column. How, is part of the model:
 *
 * <pre>{@code
 * Standardization standard = Standardization.of(rows, 0, learned);
 * Forecaster forecaster = Forecaster.create(ForecastSettings.DEFAULT, standard);
 * forecaster.trainer().epochs(20).validation(validation).fit(train);
 * forecaster.save(path, provenance);
 *
 * double[] next = Forecaster.load(path).forecast(windows);
 * }</pre>
 *
 * <p>One thread at a time may use an instance.
 */
public final class Forecaster {

  /** What a model file calls this task. */
  public static final String TASK = "forecasting";

  private static final String STANDARDIZATION = "standardization.json";

  private ModelParts<ForecastSettings, CalibratedNetwork<Standardization>> model;

  private Forecaster(ModelParts<ForecastSettings, CalibratedNetwork<Standardization>> model) {
    this.model = model;
  }

  /**
   * Makes an untrained network, the same for the same settings.
   *
   * @param settings hyper-parameters
   * @param standardization of the rows, from those that are learned
   * @return the forecaster
   */
  public static Forecaster create(ForecastSettings settings, Standardization standardization) {
    NetworkWeights network =
        NetworkWeights.untrained(configure(settings, standardization.columns()));
    return new Forecaster(
        ModelParts.untrained(
            TASK,
            settings,
            List.of(),
            new CalibratedNetwork<>(network, STANDARDIZATION, standardization)));
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
   * Reads a forecaster.
   *
   * @param file written by {@link #save}
   * @return the forecaster
   * @throws InvalidInputException if the file is missing, damaged or not such a model
   */
  public static Forecaster load(Path file) {
    return new Forecaster(
        ModelFile.read(
            file,
            TASK,
            ForecastSettings.class,
            (entries, settings, none) ->
                CalibratedNetwork.read(entries, STANDARDIZATION, Standardization.class)));
  }

  /**
   * Writes the forecaster as one file.
   *
   * @param file replaced if it is there
   * @param provenance what it was trained on and how good it is
   * @throws InvalidInputException if the file cannot be written
   */
  public void save(Path file, Provenance provenance) {
    model = model.save(file, provenance);
  }

  /**
   * @return a trainer of this network, to be set up further
   */
  public Trainer trainer() {
    return Trainer.of(graph()).seed(settings().seed());
  }

  /**
   * @param rows of the series
   * @return what the network reads of them
   */
  public float[][] features(double[][] rows) {
    return standardization().apply(rows);
  }

  /**
   * @param next numbers of the first column, as they are or NaN
   * @return what the network is to answer, each at its place
   */
  public float[] targets(double[] next) {
    float[] targets = new float[next.length];
    for (int t = 0; t < targets.length; t++) {
      targets[t] = (float) (next[t] / standardization().deviation(0));
    }
    return targets;
  }

  /**
   * @param windows {@code [windows][window][columns]}, one or more, rows as they are
   * @return the next number of the first column that is foreseen at the end of each
   * @throws InvalidInputException if a window has another size than the settings' and the columns
   */
  public double[] forecast(double[][][] windows) {
    float[][][] features = // [batch, columns, window]
        Arrays.stream(windows).map(this::columns).toArray(float[][][]::new);
    INDArray foreseen = graph().outputSingle(Nd4j.createFromArray(features)); // [batch, 1]
    double deviation = standardization().deviation(0);
    return Arrays.stream(foreseen.toDoubleVector()).map(x -> x * deviation).toArray();
  }

  private float[][] columns(double[][] window) {
    int columns = standardization().columns();
    if (window.length != settings().window()
        || Arrays.stream(window).anyMatch(row -> row.length != columns)) {
      throw new InvalidInputException(
          "window = %d rows of %s numbers: must be %d of %d"
              .formatted(
                  window.length,
                  window.length == 0 ? 0 : window[0].length,
                  settings().window(),
                  columns));
    }
    float[][] rows = features(window);
    float[][] transposed = new float[columns][rows.length];
    for (int t = 0; t < rows.length; t++) {
      for (int c = 0; c < columns; c++) {
        transposed[c][t] = rows[t][c];
      }
    }
    return transposed;
  }

  private Standardization standardization() {
    return model.weights().calibration();
  }

  /**
   * @return numbers of each row
   */
  public int columns() {
    return standardization().columns();
  }

  /**
   * @return hyper-parameters
   */
  public ForecastSettings settings() {
    return model.settings();
  }

  /**
   * @return what the forecaster's file says, or would say, of it
   */
  public ModelCard card() {
    return model.card();
  }

  /**
   * @return the network, for whatever this class does not offer
   */
  public ComputationGraph graph() {
    return model.weights().graph();
  }
}
