package dev.seq4j.models.bag;

import dev.seq4j.core.InvalidInputException;

/**
 * A row of a design matrix that is nearly all zeros. The arrays are the vector's own: not to be
 * changed.
 *
 * @param features numbers of those that are not zero, rising
 * @param values of these features
 */
public record SparseVector(int[] features, float[] values) {

  /**
   * @throws InvalidInputException if the arrays do not go together
   */
  public SparseVector {
    if (features.length != values.length) {
      throw new InvalidInputException(
          "values = %d: must be %d, one a feature".formatted(values.length, features.length));
    }
  }

  /**
   * @param size of the dense vector, above the last feature
   * @return the vector with all its zeros, for small ones
   */
  public float[] dense(int size) {
    float[] dense = new float[size];
    for (int i = 0; i < features.length; i++) {
      dense[features[i]] = values[i];
    }
    return dense;
  }
}
