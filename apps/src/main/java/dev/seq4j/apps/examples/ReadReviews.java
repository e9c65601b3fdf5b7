package dev.seq4j.apps.examples;

import dev.seq4j.core.text.Truncation;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.datasets.batch.Corpus;
import dev.seq4j.datasets.batch.EncodedTexts;
import dev.seq4j.datasets.batch.LengthBuckets;
import dev.seq4j.datasets.batch.TextBatches;
import dev.seq4j.datasets.imdb.ImdbReviews;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.NetworkClassifier;
import dev.seq4j.models.classifier.NetworkSettings;

/** Learns from the sample reviews and judges two sentences; to run from an IDE. */
public final class ReadReviews {

  private ReadReviews() {}

  /**
   * @param args epochs, 5 if none
   */
  public static void main(String[] args) {
    WordTokenizer tokenizer = new WordTokenizer();
    Corpus corpus = Corpus.read(ImdbReviews.sample().read().train(), tokenizer);
    Vocabulary words = Vocabulary.builder().withMinCount(2).addAll(corpus.counts()).build();
    EncodedTexts texts = corpus.encode(words::id, words.size(), Truncation.of(100));
    NetworkSettings settings = NetworkSettings.of(ClassifierArchitecture.LSTM);
    NetworkClassifier classifier =
        NetworkClassifier.create(settings, tokenizer, words, corpus.classNames());
    int epochs = args.length == 0 ? 5 : Integer.parseInt(args[0]);
    classifier
        .trainer()
        .epochs(epochs)
        .fit(new TextBatches(texts, LengthBuckets.forTraining(16, 1)));
    System.out.println(classifier.classify("I really love this movie!"));
    System.out.println(classifier.classify("I really hate this movie!"));
  }
}
