package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransposeTest {

  @Test
  void swapsRowsAndColumns() {
    for (int rows = 1; rows < 12; rows++) {
      for (int columns = 1; columns < 12; columns++) {
        float[] source = new float[rows * columns];
        for (int i = 0; i < source.length; i++) {
          source[i] = i;
        }
        float[] copied = new float[source.length];
        Transpose.copy(source, rows, columns, copied);
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            assertThat(copied[j * rows + i]).isEqualTo(source[i * columns + j]);
          }
        }
      }
    }
  }

  @Test
  void transposesMatricesOneAfterTheOther() {
    float[] source = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};
    assertThat(Transpose.blocks(source, 2, 2, 3, 1))
        .containsExactly(1, 4, 2, 5, 3, 6, 10, 40, 20, 50, 30, 60);
    assertThat(Transpose.blocks(source, 1, 2, 3, 2))
        .containsExactly(1, 2, 10, 20, 3, 4, 30, 40, 5, 6, 50, 60);
  }
}
