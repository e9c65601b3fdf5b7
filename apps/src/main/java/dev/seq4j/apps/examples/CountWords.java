package dev.seq4j.apps.examples;

import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.bag.BagSettings;
import dev.seq4j.models.bag.Weighting;
import java.util.Arrays;
import java.util.List;

/** The design matrix of three sentences, as the lecture shows it; to run from an IDE. */
public final class CountWords {

  private CountWords() {}

  /**
   * @param args none
   */
  public static void main(String[] args) {
    List<String> sentences =
        List.of(
            "The sun is shining",
            "The weather is sweet",
            "The sun is shining, the weather is sweet, and one and one is two");
    Vocabulary words = // each once, so that they are numbered in the order of the alphabet
        Vocabulary.builder()
            .addAll(List.of("and", "is", "one", "shining", "sun", "sweet", "the", "two", "weather"))
            .build();
    WordTokenizer tokenizer = new WordTokenizer();
    List<int[]> texts =
        sentences.stream().map(text -> words.encode(tokenizer.tokenize(text))).toList();
    BagOfWords bag = BagOfWords.learn(new BagSettings(1, 1, Weighting.COUNT), words, texts);
    for (int[] text : texts) {
      System.out.println(Arrays.toString(bag.vector(text).dense(bag.size())));
    }
  }
}
