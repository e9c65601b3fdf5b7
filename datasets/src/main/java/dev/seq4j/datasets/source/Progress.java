package dev.seq4j.datasets.source;

/** Is told how far a long piece of work has come. Called often, so it should return quickly. */
@FunctionalInterface
public interface Progress {

  /** Nobody listens. */
  Progress NONE = (done, total) -> {};

  /**
   * @param done bytes so far (files, where a folder is read); may fall back when a download starts
   *     again from the beginning
   * @param total how many there are in all, -1 if not known
   */
  void advanced(long done, long total);
}
