package dev.seq4j.models.classifier;

import dev.seq4j.models.bag.BagOfWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  Explanation explain(Prediction prediction, List<String> tokens, double rest) {
    List<Explanation.Weighted> weighted = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      weighted.add(new Explanation.Weighted(tokens.get(i), ofWords[i]));
    }
    return new Explanation(prediction, weighted, Explanation.summed(terms), List.of(), rest);
  }
}
