package dev.seq4j.datasets.source;

import dev.seq4j.core.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides where a data set comes from. The first of these that has it:
 *
 * <ol>
 *   <li>the file or folder that the user named; if it does not hold the data set, that is an error;
 *   <li>the file or folder that the environment variable {@code SEQ4J_DATA} names;
 *   <li>the cache: {@code SEQ4J_CACHE}, or {@code .cache/seq4j} in the user's home;
 *   <li>a download into the cache, unless offline;
 *   <li>the sample inside the jar.
 * </ol>
 *
 * <pre>{@code
 * CorpusLocation reviews = DataHome.ofUser().withData(folder).locate(Catalogue.REVIEWS);
 * log.info(reviews.describe());
 * }</pre>
 *
 * <p>Immutable. Without a network the answer comes as soon as the connection is refused, and at the
 * latest after the time-outs of {@link DownloadOptions}.
 */
public final class DataHome {

  /** The command line's option for {@link #withData}, as messages name it. */
  public static final String OPTION = "--data";

  /** Names a file or folder with data. */
  public static final String DATA_VARIABLE = "SEQ4J_DATA";

  /** Names the folder for downloads. */
  public static final String CACHE_VARIABLE = "SEQ4J_CACHE";

  private final Map<String, String> environment;
  private final Path userHome;
  private final Optional<Path> data;
  private final boolean offline;
  private final DownloadOptions downloadOptions;
  private final Progress progress;

  private DataHome(
      Map<String, String> environment,
      Path userHome,
      Optional<Path> data,
      boolean offline,
      DownloadOptions downloadOptions,
      Progress progress) {
    this.environment = Map.copyOf(environment);
    this.userHome = Objects.requireNonNull(userHome, "userHome");
    this.data = data;
    this.offline = offline;
    this.downloadOptions = Objects.requireNonNull(downloadOptions, "downloadOptions");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * @return with the environment and the home folder of whoever runs this
   */
  public static DataHome ofUser() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * @param environment the environment's variables
   * @param userHome the user's home folder
   * @return with that environment
   */
  public static DataHome of(Map<String, String> environment, Path userHome) {
    return new DataHome(
        environment, userHome, Optional.empty(), false, DownloadOptions.DEFAULT, Progress.NONE);
  }

  /**
   * @param newData a file, or a folder with data
   * @return a copy that looks there and nowhere else
   */
  public DataHome withData(Path newData) {
    return new DataHome(
        environment, userHome, Optional.of(newData), offline, downloadOptions, progress);
  }

  /**
   * @param newOffline whether {@link #locate} must not download
   * @return a copy with that setting
   */
  public DataHome withOffline(boolean newOffline) {
    return new DataHome(environment, userHome, data, newOffline, downloadOptions, progress);
  }

  /**
   * @param newOptions time-outs and tries of downloads
   * @return a copy with those options
   */
  public DataHome withDownloadOptions(DownloadOptions newOptions) {
    return new DataHome(environment, userHome, data, offline, newOptions, progress);
  }

  /**
   * @param newProgress is told how far a download is
   * @return a copy with that listener
   */
  public DataHome withProgress(Progress newProgress) {
    return new DataHome(environment, userHome, data, offline, downloadOptions, newProgress);
  }

  /**
   * Finds a data set, downloads it, or falls back on its sample.
   *
   * @param corpus the data set
   * @return where it is
   * @throws InvalidInputException if the file or folder that the user named does not hold it
   */
  public CorpusLocation locate(KnownCorpus corpus) {
    Optional<CorpusLocation> found = find(corpus);
    if (found.isPresent()) {
      return found.get();
    }
    if (offline) {
      return sample(corpus, "offline");
    }
    try {
      return fetch(corpus);
    } catch (InvalidInputException e) {
      return sample(corpus, "no download, " + e.getMessage());
    }
  }

  private CorpusLocation sample(KnownCorpus corpus, String reason) {
    String notThere =
        variable(DATA_VARIABLE)
            .map(path -> DATA_VARIABLE + " = " + path + " has no " + corpus.name() + ", ")
            .orElse("");
    return CorpusLocation.sample(corpus, notThere + reason);
  }

  /**
   * Finds a data set on disk.
   *
   * @param corpus the data set
   * @return where it is; empty if it would have to be downloaded
   * @throws InvalidInputException if the file or folder that the user named does not hold it, or
   *     the one that the environment names does not exist
   */
  public Optional<CorpusLocation> find(KnownCorpus corpus) {
    if (data.isPresent()) {
      Path path = requireExisting(OPTION, data.get());
      Optional<Path> found = corpus.recognition().find(path);
      return Optional.of(
          CorpusLocation.onDisk(
              corpus, Origin.DIRECTORY, found.orElseThrow(() -> missing(corpus, path))));
    }
    Optional<Path> named =
        variable(DATA_VARIABLE)
            .flatMap(path -> corpus.recognition().find(requireExisting(DATA_VARIABLE, path)));
    if (named.isPresent()) {
      return Optional.of(CorpusLocation.onDisk(corpus, Origin.ENVIRONMENT, named.get()));
    }
    Path cached = cached(corpus);
    return Files.exists(cached)
        ? Optional.of(CorpusLocation.onDisk(corpus, Origin.CACHE, cached))
        : Optional.empty();
  }

  /**
   * Downloads a data set into the cache, unless it is there; whatever the other settings say.
   *
   * @param corpus the data set
   * @return where it is
   * @throws DownloadException if it cannot be downloaded
   * @throws InvalidInputException if it cannot be written
   */
  public CorpusLocation fetch(KnownCorpus corpus) {
    Path file = cached(corpus);
    if (Files.exists(file)) {
      return CorpusLocation.onDisk(corpus, Origin.CACHE, file);
    }
    new Download(downloadOptions).fetch(corpus.remote(), file, progress);
    return CorpusLocation.onDisk(corpus, Origin.DOWNLOAD, file);
  }

  /**
   * @return the folder for downloads, which may not exist yet
   */
  public Path cache() {
    return variable(CACHE_VARIABLE).orElse(userHome.resolve(".cache").resolve("seq4j"));
  }

  private Path cached(KnownCorpus corpus) {
    return cache().resolve(corpus.remote().fileName());
  }

  private Optional<Path> variable(String name) {
    String value = environment.getOrDefault(name, "");
    try {
      return value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
    } catch (InvalidPathException e) {
      throw new InvalidInputException(name + " = " + Excerpt.of(value) + ": is no path", e);
    }
  }

  private static Path requireExisting(String name, Path path) {
    if (!Files.exists(path)) {
      throw new InvalidInputException(name + " = " + path + ": no such file or folder");
    }
    return path;
  }

  private static InvalidInputException missing(KnownCorpus corpus, Path path) {
    return new InvalidInputException(
        OPTION
            + " = "
            + path
            + ": no "
            + corpus.name()
            + " there; known are "
            + corpus.recognition().describe());
  }
}
