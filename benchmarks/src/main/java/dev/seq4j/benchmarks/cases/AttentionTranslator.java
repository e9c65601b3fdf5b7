package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.Training;
import dev.seq4j.benchmarks.problem.TranslationProblem;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.VocabularyBuilder;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.models.translation.Lexicon;
import dev.seq4j.models.translation.Translator;
import dev.seq4j.models.translation.TranslatorArchitecture;
import dev.seq4j.models.translation.TranslatorSettings;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** The translator with additive attention, as our facade makes it. */
final class AttentionTranslator {

  private AttentionTranslator() {}

  static Workload training(TranslationProblem problem) {
    return new PacedTraining(translator(problem).trainer(), batch(problem));
  }

  static Translator translator(TranslationProblem problem) {
    TranslatorSettings settings =
        TranslatorSettings.of(TranslatorArchitecture.ATTENTION)
            .withEmbedding(problem.width())
            .withUnits(problem.width())
            .withDropout(0)
            .withLabelSmoothing(0)
            .withLearningRate(Training.LEARNING_RATE);
    VocabularyBuilder words =
        Vocabulary.builder().withSpecials(Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN);
    for (int word = words.build().size(); word < problem.words(); word++) {
      words.add("word" + word);
    }
    Lexicon lexicon = new Lexicon(new WordTokenizer(), words.build());
    return Translator.create(settings, lexicon, lexicon);
  }

  static MultiDataSet batch(TranslationProblem problem) {
    int time = problem.time();
    int batch = problem.batch();
    return new MultiDataSet(
        new INDArray[] {
          Sequences.integers(problem.sentences(), time, batch),
          Sequences.integers(problem.translations(), time, batch)
        },
        new INDArray[] {Sequences.labels(problem.following(), time, batch)});
  }
}
