package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.kernel.embedding.EmbeddingStepper;
import dev.seq4j.core.layer.NativeViews;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The steps of a {@link TokenEmbedding}, with which a {@code KernelSteps} begins. */
public final class EmbeddingSteps {

  private final boolean padding;
  private final String layer;
  private final int vocabulary;
  private final int size;
  private final EmbeddingStepper stepper;

  /**
   * @param weights {@code [vocabulary, size]} in 'c' order, copied
   * @param padding whether {@link TokenEmbedding#PADDING_ID} gives zeros
   * @param layer its name
   */
  EmbeddingSteps(INDArray weights, boolean padding, String layer) {
    this.padding = padding;
    this.layer = layer;
    vocabulary = Math.toIntExact(weights.size(0));
    size = Math.toIntExact(weights.size(1));
    try {
      stepper = new EmbeddingStepper(NativeViews.floats(weights), vocabulary, size);
    } finally {
      Reference.reachabilityFence(weights);
    }
  }

  /**
   * @return values of a token's vector
   */
  public int size() {
    return size;
  }

  /**
   * @param ids one for each row
   * @throws DL4JInvalidInputException if one is not in the vocabulary
   */
  public void check(int[] ids) {
    for (int row = 0; row < ids.length; row++) {
      if (ids[row] < 0 || ids[row] >= vocabulary) {
        throw new DL4JInvalidInputException(
            "id of row %d = %d: must be a whole number in [0, %d), the vocabulary's size %s"
                .formatted(row, ids[row], vocabulary, layer));
      }
    }
  }

  /**
   * @param ids one for each row, checked
   * @param output {@code [rows, size]}, overwritten
   */
  public void step(int[] ids, float[] output) {
    stepper.step(ids, output);
    for (int row = 0; row < ids.length; row++) {
      if (padding && ids[row] == TokenEmbedding.PADDING_ID) {
        Arrays.fill(output, row * size, (row + 1) * size, 0f);
      }
    }
  }
}
