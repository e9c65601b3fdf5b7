package dev.seq4j.datasets.dna;

import dev.seq4j.core.dna.PositionMatrix;

/**
 * What proteins that bind to DNA look for: counts of A, C, G and T at each place of the sites at
 * which each was seen. From JASPAR CORE 2014 (Mathelier et al., Nucleic Acids Research 42, 2014).
 */
public enum BindingMotif {
  /** The insulator protein CTCF, MA0139.1. */
  CTCF(
      new double[][] {
        {87, 291, 76, 459},
        {167, 145, 414, 187},
        {281, 49, 449, 134},
        {56, 800, 21, 36},
        {8, 903, 0, 2},
        {744, 13, 65, 91},
        {40, 528, 334, 11},
        {107, 433, 48, 324},
        {851, 11, 32, 18},
        {5, 0, 903, 3},
        {333, 3, 566, 9},
        {54, 12, 504, 341},
        {12, 0, 890, 8},
        {56, 8, 775, 71},
        {104, 733, 5, 67},
        {372, 13, 507, 17},
        {82, 482, 307, 37},
        {117, 322, 73, 396},
        {402, 181, 266, 59}
      }),
  /** The blood cell factor GATA1, MA0035.3. */
  GATA1(
      new double[][] {
        {2035, 4321, 2530, 9069},
        {506, 6406, 2792, 8251},
        {0, 14869, 437, 2649},
        {0, 697, 0, 17258},
        {0, 0, 0, 17955},
        {17955, 0, 0, 0},
        {0, 0, 0, 17955},
        {0, 17955, 0, 0},
        {2166, 0, 0, 15789},
        {2502, 6166, 6687, 2600},
        {1886, 5072, 1598, 9399}
      }),
  /** The GC box, to which SP1 binds, MA0079.3. */
  SP1(
      new double[][] {
        {857, 1786, 4271, 1820},
        {0, 6215, 642, 1877},
        {99, 6703, 0, 1932},
        {0, 8734, 0, 0},
        {0, 8661, 0, 73},
        {1359, 0, 4624, 2751},
        {0, 8734, 0, 0},
        {0, 8734, 0, 0},
        {0, 6679, 0, 2055},
        {1054, 6357, 0, 1323},
        {652, 4969, 734, 2379}
      }),
  /** The TATA box, to which TBP binds, MA0108.1. */
  TATA(
      new double[][] {
        {61, 145, 152, 31},
        {16, 46, 18, 309},
        {352, 0, 2, 35},
        {3, 10, 2, 374},
        {354, 0, 5, 30},
        {268, 0, 0, 121},
        {360, 3, 20, 6},
        {222, 2, 44, 121},
        {155, 44, 157, 33},
        {56, 135, 150, 48},
        {83, 147, 128, 31},
        {82, 127, 128, 52},
        {82, 118, 128, 61},
        {68, 107, 139, 75},
        {77, 101, 140, 71}
      });

  private final PositionMatrix matrix;

  BindingMotif(double[][] counts) {
    matrix = PositionMatrix.ofCounts(counts);
  }

  /**
   * @return how often each letter stands at each place
   */
  public PositionMatrix matrix() {
    return matrix;
  }
}
