package dev.seq4j.models.classifier;

import dev.seq4j.models.bag.BagOfWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What each feature of a text had to do with a decision, divided among the words: evenly among the
 * times that a feature stands in the text, and evenly among its words.
 *
 * @param terms the features and their parts
 * @param ofWords the part of each word of the text
 */
record BagParts(List<Explanation.Weighted> terms, double[] ofWords) {

  /**
   * @param bag the features
   * @param ids the text
   * @param features those that it has, rising
   * @param parts of these
   */
  static BagParts of(BagOfWords bag, int[] ids, int[] features, double[] parts) {
    int[] times = new int[features.length];
    for (int position = 0; position < ids.length; position++) {
      for (int feature : bag.featuresAt(ids, position)) {
        times[Arrays.binarySearch(features, feature)]++;
      }
    }
    double[] ofWords = new double[ids.length];
    for (int position = 0; position < ids.length; position++) {
      for (int feature : bag.featuresAt(ids, position)) {
        int found = Arrays.binarySearch(features, feature);
        int words = bag.words(feature).length;
        for (int k = 0; k < words; k++) {
          ofWords[position + k] += parts[found] / times[found] / words;
        }
      }
    }
    List<Explanation.Weighted> terms = new ArrayList<>();
    for (int i = 0; i < features.length; i++) {
      terms.add(new Explanation.Weighted(bag.name(features[i]), parts[i]));
    }
    return new BagParts(terms, ofWords);
  }

  /**
   * Sums up parts by the numbers of the inputs that have them, then divides them among the words.
   */
  static BagParts ofInputs(BagOfWords bag, int[] ids, int[] inputs, double[] parts) {
    int[] features = bag.vector(ids).features();
    double[] ofFeatures = new double[features.length];
    for (int i = 0; i < inputs.length; i++) {
      int feature = Arrays.binarySearch(features, inputs[i] - NetworkClassifier.FIRST_FEATURE);
      if (feature >= 0) {
        ofFeatures[feature] += parts[i];
      }
    }
    return of(bag, ids, features, ofFeatures);
  }

  /** Adds what words have to do with the decision by themselves. */
  BagParts with(List<Explanation.Weighted> words) {
    double[] sums = ofWords.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += words.get(i).weight();
    }
    return new BagParts(Stream.concat(terms.stream(), words.stream()).toList(), sums);
  }

  Explanation explain(Prediction prediction, List<String> tokens, double rest) {
    List<Explanation.Weighted> weighted = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      weighted.add(new Explanation.Weighted(tokens.get(i), ofWords[i]));
    }
    return new Explanation(prediction, weighted, Explanation.summed(terms), List.of(), rest);
  }
}
