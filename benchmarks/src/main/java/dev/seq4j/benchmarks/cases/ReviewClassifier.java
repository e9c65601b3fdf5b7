package dev.seq4j.benchmarks.cases;

import static dev.seq4j.benchmarks.problem.ReviewProblem.CLASSES;

import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.ReviewProblem;
import dev.seq4j.benchmarks.problem.Training;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.VocabularyBuilder;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.NetworkClassifier;
import dev.seq4j.models.classifier.NetworkSettings;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The classifier of film reviews, as our facade makes it and with Deeplearning4j's layers. */
final class ReviewClassifier {

  private ReviewClassifier() {}

  static Workload ours(ReviewProblem problem) {
    return new PacedTraining(classifier(problem).trainer(), batch(problem));
  }

  static Workload stock(ReviewProblem problem) {
    int[] labels = problem.labels();
    INDArray hot = Nd4j.zeros(DataType.FLOAT, problem.batch(), CLASSES);
    for (int row = 0; row < labels.length; row++) {
      hot.putScalar(row, labels[row], 1);
    }
    return new Fitting(
        stockNetwork(problem),
        new DataSet(words(problem).castTo(DataType.FLOAT), hot, mask(problem), null));
  }

  /** Our network. */
  static NetworkClassifier classifier(ReviewProblem problem) {
    NetworkSettings settings =
        NetworkSettings.of(ClassifierArchitecture.LSTM)
            .withShape(shape -> shape.withEmbedding(problem.embedding()).withUnits(problem.units()))
            .withDropout(0)
            .withEmbeddingDropout(0)
            .withLearningRate(Training.LEARNING_RATE);
    return NetworkClassifier.create(
        settings,
        new WordTokenizer(),
        vocabulary(problem.vocabulary()),
        List.of("negative", "positive"));
  }

  static DataSet batch(ReviewProblem problem) {
    INDArray labels = Nd4j.createFromArray(problem.labels()).reshape('c', problem.batch(), 1);
    return new DataSet(words(problem), labels, mask(problem), null);
  }

  private static ComputationGraphConfiguration stockNetwork(ReviewProblem problem) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Adam(Training.LEARNING_RATE))
        .graphBuilder()
        .addInputs("words")
        .setInputTypes(InputType.recurrent(problem.vocabulary()))
        .addLayer(
            "embedding",
            new EmbeddingSequenceLayer.Builder()
                .nIn(problem.vocabulary())
                .nOut(problem.embedding())
                .build(),
            "words")
        .addLayer(
            "last",
            new LastTimeStep(
                new LSTM.Builder().nOut(problem.units()).activation(Activation.TANH).build()),
            "embedding")
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(CLASSES)
                .build(),
            "last")
        .setOutputs("output")
        .build();
  }

  private static Vocabulary vocabulary(int size) {
    VocabularyBuilder builder = Vocabulary.builder();
    for (int word = builder.build().size(); word < size; word++) {
      builder.add("word" + word);
    }
    return builder.build();
  }

  private static INDArray words(ReviewProblem problem) {
    return Sequences.integers(problem.words(), problem.time(), problem.batch());
  }

  private static INDArray mask(ReviewProblem problem) {
    return Sequences.mask(problem.lengths(), problem.time());
  }
}
