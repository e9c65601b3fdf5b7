package dev.seq4j.models.network;

/** What a recurrent layer computes at a step. */
public enum Cell {
  /** Simple recurrent cell (Elman 1990), tanh. */
  RNN,
  /** Long short-term memory (Hochreiter and Schmidhuber 1997; Gers et al. 2000). */
  LSTM,
  /** Gated recurrent unit (Cho et al. 2014). */
  GRU
}
