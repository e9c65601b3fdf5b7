package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.problem.Training;
import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.VocabularyBuilder;
import dev.seq4j.models.language.GenerationSettings;
import dev.seq4j.models.language.LanguageArchitecture;
import dev.seq4j.models.language.LanguageModel;
import dev.seq4j.models.language.LanguageSettings;
import org.nd4j.linalg.dataset.DataSet;

/** The language model of characters, as our facade makes it. */
final class LetterModel {

  private LetterModel() {}

  static Workload training(LetterProblem problem) {
    return new PacedTraining(model(problem).trainer(), batch(problem));
  }

  static Workload writing(LetterProblem problem, int count) {
    LanguageModel model = model(problem);
    String prompt = model.vocabulary().token(LetterProblem.FIRST_LETTER);
    GenerationSettings generation =
        GenerationSettings.DEFAULT.withLength(count).withTemperature(LetterProblem.TEMPERATURE);
    return () -> {
      String text = model.generate(prompt, generation);
      if (text.length() != count) {
        throw new IllegalStateException("letters: " + text.length());
      }
    };
  }

  static DataSet batch(LetterProblem problem) {
    return new DataSet(
        Sequences.integers(problem.text(), problem.time(), problem.batch()),
        Sequences.labels(problem.following(), problem.time(), problem.batch()));
  }

  static LanguageModel model(LetterProblem problem) {
    LanguageSettings settings =
        LanguageSettings.of(LanguageArchitecture.GRU)
            .withEmbedding(problem.embedding())
            .withUnits(problem.units())
            .withLearningRate(Training.LEARNING_RATE);
    return LanguageModel.create(settings, new CharTokenizer(), vocabulary(problem.letters()));
  }

  private static Vocabulary vocabulary(int size) {
    VocabularyBuilder builder = Vocabulary.builder();
    for (char letter = 'A'; letter < 'A' + size - LetterProblem.FIRST_LETTER; letter++) {
      builder.add(String.valueOf(letter));
    }
    return builder.build();
  }
}
