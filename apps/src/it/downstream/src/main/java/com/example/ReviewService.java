package com.example;

import dev.seq4j.core.text.Truncation;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.datasets.batch.Corpus;
import dev.seq4j.datasets.batch.EncodedTexts;
import dev.seq4j.datasets.batch.LengthBuckets;
import dev.seq4j.datasets.batch.Split;
import dev.seq4j.datasets.batch.TextBatches;
import dev.seq4j.datasets.imdb.ImdbReviews;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.NetworkClassifier;
import dev.seq4j.models.classifier.NetworkSettings;
import dev.seq4j.models.classifier.TextClassifier;
import java.nio.file.Path;

/** Trains a classifier once, then answers with it. */
public final class ReviewService {

  private final TextClassifier classifier;

  public ReviewService(Path model) {
    classifier = TextClassifier.load(model);
  }

  public String classify(String review) {
    return classifier.classify(review).label();
  }

  public static Metrics train(Path model, int epochs) {
    WordTokenizer tokenizer = new WordTokenizer();
    Corpus corpus = Corpus.read(ImdbReviews.sample().read().train(), tokenizer);
    Split split = Split.stratified(corpus.labels(), 0.2, 1);
    Vocabulary vocabulary =
        Vocabulary.builder().withMinCount(2).addAll(corpus.counts(split.train())).build();
    EncodedTexts texts = corpus.encode(vocabulary::id, vocabulary.size(), Truncation.of(60));
    TextBatches train =
        new TextBatches(texts.select(split.train()), LengthBuckets.forTraining(32, 1));
    TextBatches validation =
        new TextBatches(texts.select(split.validation()), LengthBuckets.forEvaluation(64));

    NetworkSettings settings =
        NetworkSettings.of(ClassifierArchitecture.LSTM)
            .withShape(shape -> shape.withEmbedding(16).withUnits(16))
            .withMaxLength(60);
    NetworkClassifier classifier =
        NetworkClassifier.create(settings, tokenizer, vocabulary, corpus.classNames());
    Metrics metrics =
        classifier.trainer().epochs(epochs).validation(validation).clipNorm(1).fit(train).best();
    classifier.save(model, Provenance.UNKNOWN);
    return metrics;
  }
}
