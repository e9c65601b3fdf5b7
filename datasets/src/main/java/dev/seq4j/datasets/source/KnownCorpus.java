package dev.seq4j.datasets.source;

import java.util.Objects;

/**
 * A data set as it is known to the world: what it is, who may use it, where it can be had.
 *
 * @param name one word, as commands call it: {@code reviews}
 * @param title the original and its size: {@code IMDB, 50,000 reviews}
 * @param remote the original on the net
 * @param recognition by what it is known on disk
 * @param licence under what terms it may be used, one line
 * @param citation whom to name, one line
 * @param sample what stands in for it where it cannot be had
 */
public record KnownCorpus(
    String name,
    String title,
    RemoteFile remote,
    Recognition recognition,
    String licence,
    String citation,
    Sample sample) {

  public KnownCorpus {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(remote, "remote");
    Objects.requireNonNull(recognition, "recognition");
    Objects.requireNonNull(licence, "licence");
    Objects.requireNonNull(citation, "citation");
    Objects.requireNonNull(sample, "sample");
  }
}
