package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.recurrent.GRU;
import dev.seq4j.core.train.Evaluation;
import dev.seq4j.core.train.Trainer;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** Networks of DL4J's own layers take the batches as they are, integers included. */
class TrainingTest {

  private static GraphBuilder embedding(DataSetIterator data) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Adam(0.02))
        .graphBuilder()
        .addInputs("ids")
        .setInputTypes(InputType.recurrent(data.inputColumns()))
        .addLayer(
            "embedding",
            new EmbeddingSequenceLayer.Builder()
                .nIn(data.inputColumns())
                .nOut(6)
                .inferInputLength(true)
                .build(),
            "ids");
  }

  private static ComputationGraph classifier(DataSetIterator data) {
    return initialised(
        embedding(data)
            .addLayer("lstm", new LastTimeStep(new LSTM.Builder().nOut(5).build()), "embedding")
            .addLayer(
                "output",
                new OutputLayer.Builder(new LossSparseMCXENT())
                    .nOut(data.totalOutcomes())
                    .activation(Activation.SOFTMAX)
                    .build(),
                "lstm"));
  }

  private static ComputationGraph languageModel(DataSetIterator data) {
    return initialised(
        embedding(data)
            .addLayer("lstm", new LSTM.Builder().nOut(5).build(), "embedding")
            .addLayer(
                "output",
                new RnnOutputLayer.Builder(new LossSparseMCXENT())
                    .nOut(data.totalOutcomes())
                    .activation(Activation.SOFTMAX)
                    .build(),
                "lstm"));
  }

  private static ComputationGraph initialised(GraphBuilder builder) {
    ComputationGraph graph = new ComputationGraph(builder.setOutputs("output").build());
    graph.init();
    return graph;
  }

  private static void assertLearns(ComputationGraph graph, DataSet batch) {
    double before = graph.score(batch);
    graph.fit(batch);
    graph.fit(batch);
    assertThat(graph.score(batch)).isLessThan(before);
  }

  private static EncodedTexts texts() {
    int[][] ids = new int[20][];
    int[] labels = new int[20];
    for (int i = 0; i < ids.length; i++) {
      labels[i] = i % 2;
      ids[i] = new int[1 + i % 6];
      Arrays.fill(ids[i], 2 + labels[i]);
    }
    return EncodedTexts.of(ids, labels, List.of("negative", "positive"), 4);
  }

  @Test
  void aClassifierLearnsFromTexts() {
    TextBatches batches = new TextBatches(texts(), LengthBuckets.forTraining(8, 1));
    ComputationGraph graph = classifier(batches);
    assertLearns(graph, batches.next());
  }

  @Test
  void dl4jIteratesOverAllBatchesOfAllEpochs() {
    TextBatches batches = new TextBatches(texts(), LengthBuckets.forTraining(8, 1));
    ComputationGraph graph = classifier(batches);
    graph.fit(batches, 2);
    assertThat(graph.getIterationCount()).isEqualTo(6);
  }

  @Test
  void paddingDoesNotChangeAPrediction() {
    TextBatches together = new TextBatches(texts(), LengthBuckets.forEvaluation(20));
    TextBatches alone = new TextBatches(texts(), LengthBuckets.forEvaluation(1));
    ComputationGraph graph = classifier(together);
    INDArray all = probabilities(graph, together.next());
    for (int row = 0; alone.hasNext(); row++) {
      assertThat(alone.originalIndices(row)[0]).isEqualTo(together.originalIndices(0)[row]);
      INDArray one = probabilities(graph, alone.next());
      assertThat(one.getDouble(0, 1)).isCloseTo(all.getDouble(row, 1), offset(1e-5));
    }
  }

  private static INDArray probabilities(ComputationGraph graph, DataSet batch) {
    return graph
        .output(
            false,
            new INDArray[] {batch.getFeatures()},
            new INDArray[] {batch.getFeaturesMaskArray()})[0];
  }

  @Test
  void aLanguageModelLearnsFromPortions() {
    int[] text = new int[100];
    Arrays.setAll(text, i -> i % 5);
    RandomPortions portions = new RandomPortions(text, 5, 4, 12, 3, 1);
    ComputationGraph graph = languageModel(portions);
    assertLearns(graph, portions.next());
    assertThat(graph.outputSingle(portions.next().getFeatures()).shape()).containsExactly(4, 5, 12);
  }

  @Test
  void aLanguageModelLearnsFromStreams() {
    int[] text = new int[100];
    Arrays.setAll(text, i -> i % 5);
    ContiguousStreams streams = new ContiguousStreams(text, 5, 7, 6);
    ComputationGraph graph = languageModel(streams);
    assertLearns(graph, streams.next());
    streams.seek(0, streams.batchesPerEpoch() - 1);
    assertLearns(graph, streams.next());
  }

  @Test
  void aStateCarriedOverSeesWhatCameBefore() {
    int[] text = new int[4 * 101 + 1]; // each stream begins at another place of 1 1 2 2
    Arrays.setAll(text, i -> 1 + i / 2 % 2); // what follows depends on the token before
    ContiguousStreams streams = new ContiguousStreams(text, 3, 4, 2);
    ComputationGraph graph =
        initialised(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .graphBuilder()
                .addInputs("ids")
                .setInputTypes(InputType.recurrent(3))
                .addLayer("embedding", new TokenEmbedding.Builder(3, 4).build(), "ids")
                .addLayer("gru", new GRU.Builder().nOut(8).build(), "embedding")
                .addLayer("output", new SequenceOutput.Builder().nOut(3).build(), "gru"));
    Trainer.of(graph).epochs(4).fit(streams);
    assertThat(Evaluation.of(graph, streams).loss()).isLessThan(0.2);
    Evaluation apart = new Evaluation();
    streams.seek(0, 0);
    while (streams.hasNext()) {
      apart.add(graph, streams.next());
    }
    // At every other step the token before is in the batch before.
    assertThat(apart.metrics().loss()).as("without the state").isGreaterThan(Math.log(2) / 2);
  }
}
