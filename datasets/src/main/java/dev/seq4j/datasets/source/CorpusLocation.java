package dev.seq4j.datasets.source;

import dev.seq4j.core.file.FileProblems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a data set was found.
 *
 * @param corpus the data set
 * @param origin where it comes from
 * @param path the file or folder to read; empty exactly if the origin is the sample
 * @param reason why it is the sample; empty otherwise
 */
public record CorpusLocation(
    KnownCorpus corpus, Origin origin, Optional<Path> path, String reason) {

  public CorpusLocation {
    Objects.requireNonNull(corpus, "corpus");
    Objects.requireNonNull(reason, "reason");
    if (path.isPresent() == (origin == Origin.SAMPLE)) {
      throw new IllegalArgumentException("path = " + path + ": does not go with " + origin);
    }
  }

  static CorpusLocation onDisk(KnownCorpus corpus, Origin origin, Path path) {
    return new CorpusLocation(corpus, origin, Optional.of(path), "");
  }

  static CorpusLocation sample(KnownCorpus corpus, String reason) {
    return new CorpusLocation(corpus, Origin.SAMPLE, Optional.empty(), reason);
  }

  /**
   * @return one line for the user: which data set, how much, from where
   */
  public String describe() {
    if (origin == Origin.SAMPLE) {
      return corpus.name()
          + ": the sample of "
          + corpus.sample().size()
          + " inside seq4j ("
          + reason
          + "; "
          + DataHome.OPTION
          + " DIR for your own)";
    }
    String how =
        switch (origin) {
          case DIRECTORY -> DataHome.OPTION;
          case ENVIRONMENT -> DataHome.DATA_VARIABLE;
          case CACHE -> "cache";
          default -> "downloaded from " + corpus.remote().uri().getHost();
        };
    Path place = path.orElseThrow();
    String title = corpus.recognition().isOriginalName(place) ? corpus.title() + ", " : "";
    return corpus.name() + ": " + title + "from " + place + " (" + how + ")";
  }

  /**
   * @return the length of the file as it lies there, or of all files in the folder
   */
  public long bytes() {
    if (path.isEmpty()) {
      return DataFile.of(corpus.sample()).bytes();
    }
    try (Stream<Path> files = Files.walk(path.get())) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw FileProblems.cannotRead(path.get(), e);
    } catch (UncheckedIOException e) {
      throw FileProblems.cannotRead(path.get(), e.getCause());
    }
  }
}
