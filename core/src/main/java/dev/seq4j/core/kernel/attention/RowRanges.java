package dev.seq4j.core.kernel.attention;

/** Where the tokens of each row of a batch lie, one after the other, in a buffer of tokens. */
interface RowRanges {

  /** Returns the row's first token. */
  int first(int row);

  /** Returns how many tokens the row has. */
  int length(int row);
}
