package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** Training and evaluation of networks with several inputs. */
class TrainerInputsTest {

  @TempDir private Path folder;

  /**
   * The toy's batches with its ids, and with these and their labels' once more as another input.
   */
  private static final class Batches implements ResumableMultiIterator {

    private static final long serialVersionUID = 1L;

    private final ToyBatches toy;
    private final int inputs;

    Batches(ToyBatches toy, int inputs) {
      this.toy = toy;
      this.inputs = inputs;
    }

    @Override
    public MultiDataSet next() {
      MultiDataSet one = toy.nextBatch();
      if (inputs == 1) {
        return one;
      }
      INDArray mask = one.getFeaturesMaskArray(0);
      INDArray answers = one.getLabels(0).reshape(mask.shape()).castTo(mask.dataType());
      return new org.nd4j.linalg.dataset.MultiDataSet(
          new INDArray[] {one.getFeatures(0), answers},
          one.getLabels(),
          new INDArray[] {mask, mask},
          one.getLabelsMaskArrays());
    }

    @Override
    public boolean hasNext() {
      return toy.hasNext();
    }

    @Override
    public void seek(int epoch, int batch) {
      toy.seek(epoch, batch);
    }

    @Override
    public int batchesPerEpoch() {
      return toy.batchesPerEpoch();
    }

    @Override
    public MultiDataSet next(int rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MultiDataSetPreProcessor getPreProcessor() {
      return null;
    }

    @Override
    public boolean resetSupported() {
      return true;
    }

    @Override
    public boolean asyncSupported() {
      return false;
    }

    @Override
    public void reset() {
      toy.reset();
    }
  }

  private static Batches twoInputs(long seed, int size) {
    return new Batches(ToyBatches.nextTokens(seed, size), 2);
  }

  /** Reads ids with an LSTM, and the answers beside them. */
  private static ComputationGraph network() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(0.02))
                .graphBuilder()
                .addInputs("ids", "answers")
                .setInputTypes(
                    InputType.recurrent(ToyBatches.VOCABULARY),
                    InputType.recurrent(ToyBatches.VOCABULARY))
                .addLayer("idsEmbedding", embedding(), "ids")
                .addLayer("answersEmbedding", embedding(), "answers")
                .addLayer(
                    "lstm",
                    new LSTM.Builder().nOut(8).activation(Activation.TANH).dropOut(0.8).build(),
                    "idsEmbedding")
                .addVertex("both", new MergeVertex(), "lstm", "answersEmbedding")
                .addLayer(
                    "output",
                    new RnnOutputLayer.Builder(new LossSparseMCXENT())
                        .nOut(ToyBatches.VOCABULARY)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "both")
                .setOutputs("output")
                .build());
    graph.init();
    return graph;
  }

  private static EmbeddingSequenceLayer embedding() {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(ToyBatches.VOCABULARY)
        .nOut(8)
        .inferInputLength(true)
        .build();
  }

  @Test
  void learnsFromAllInputs() {
    ComputationGraph graph = network();

    TrainingResult result =
        Trainer.of(graph).epochs(25).clipNorm(1).validation(twoInputs(99, 8)).fit(twoInputs(5, 40));

    assertThat(result.best().accuracy()).as("the answers are read").isGreaterThan(0.9);
    ComputationGraph untrained = network();
    for (String layer : new String[] {"idsEmbedding_W", "answersEmbedding_W", "lstm_RW"}) {
      assertThat(graph.getParam(layer).distance2(untrained.getParam(layer)))
          .as(layer)
          .isGreaterThan(0.1);
    }
  }

  @Test
  void evaluatesWithAllInputsAndMasks() {
    ComputationGraph graph = network();
    Batches data = twoInputs(3, 10);
    Evaluation expected = new Evaluation();
    data.seek(0, 0);
    while (data.hasNext()) {
      MultiDataSet batch = data.next();
      INDArray mask = batch.getLabelsMaskArray(0);
      INDArray[] masks = {mask, mask};
      expected.add(
          graph.output(false, batch.getFeatures(), masks, new INDArray[] {mask})[0],
          batch.getLabels(0),
          mask);
    }

    assertThat(Evaluation.of(graph, data)).isEqualTo(expected.metrics());
    assertThat(expected.metrics().loss()).isBetween(2.5, 3.5);
    assertThat(Evaluation.of(graph, data)).as("once more").isEqualTo(expected.metrics());
  }

  @Test
  void theTrainingLossIsWhatAnEvaluationFinds() {
    ComputationGraph graph = network();
    graph.getLayer("lstm").conf().getLayer().setIDropout(null);
    double loss = Evaluation.of(graph, twoInputs(5, ToyBatches.BATCH)).loss();

    TrainingResult result =
        Trainer.of(graph).maxIterations(1).logEvery(1).fit(twoInputs(5, ToyBatches.BATCH));

    assertThat(result.history().get(0).trainLoss()).isCloseTo(loss, within(1e-6));
  }

  @Test
  void goesOnBitForBit() {
    ComputationGraph whole = network();
    Trainer.of(whole).epochs(3).seed(3).fit(twoInputs(5, 10));

    ComputationGraph first = network();
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.describe("toy");
      Trainer trainer = Trainer.of(first).epochs(3).seed(3).run(run);
      trainer
          .observer(
              new TrainingObserver() {
                @Override
                public void iterated(TrainingProgress progress) {
                  if (progress.iteration() == 4) {
                    trainer.requestStop();
                  }
                }
              })
          .fit(twoInputs(5, 10));
    }
    ComputationGraph second = network();
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      Trainer.of(second).epochs(3).seed(3).run(run).resume(true).fit(twoInputs(5, 10));
    }

    assertThat(second.params()).isEqualTo(whole.params()).isNotEqualTo(first.params());
  }

  @Test
  void oneInputLearnsAlikeFromEitherKindOfIterator() {
    ComputationGraph single = ToyNetwork.languageModel().build();
    ComputationGraph several = ToyNetwork.languageModel().build();
    Trainer.of(single).epochs(2).fit(ToyBatches.nextTokens(5, 10));

    Trainer.of(several).epochs(2).fit(new Batches(ToyBatches.nextTokens(5, 10), 1));

    assertThat(several.params()).isEqualTo(single.params());
  }

  @Test
  void countsTheTokensOfAllInputs() {
    ToyBatches toy = ToyBatches.nextTokens(5, ToyBatches.BATCH);
    MultiDataSet one = toy.nextBatch();
    MultiDataSet two = twoInputs(5, ToyBatches.BATCH).next();

    double live = one.getFeaturesMaskArray(0).sumNumber().doubleValue();
    assertThat(TrainingClock.tokens(one)).isEqualTo(live);
    assertThat(TrainingClock.tokens(two)).isEqualTo(2 * live);
    assertThat(TrainingClock.tokens(toy.unmasked().nextBatch()))
        .isEqualTo(ToyBatches.BATCH * ToyBatches.TIME);
  }
}
