package dev.seq4j.core.train;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.core.file.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of one training run: what was run, how it went, and what came of it.
 *
 * <pre>
 *   run.json         what was run: command line, settings, seed, versions, data digest
 *   metrics.csv      the learning curve, one {@link HistoryRow} a line
 *   metrics.json     the last metrics
 *   checkpoint.zip   where to go on
 *   model.zip        the trained model
 * </pre>
 *
 * <p>One process at a time has a run open; a second one is refused.
 */
public final class RunDirectory implements AutoCloseable {

  /**
   * The lock files this process has open. A second channel to one of them must not even be opened:
   * closing it would give up the lock (see {@link FileLock}).
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path lockFile;
  private final FileChannel lock;

  private RunDirectory(Path path) {
    this.path = path;
    try {
      lockFile = path.toRealPath().resolve(".lock");
      if (!OPEN.add(lockFile)) {
        throw inUse(path);
      }
      lock = lock(lockFile);
    } catch (IOException e) {
      throw FileProblems.cannotWrite(path, e);
    }
    if (lock == null) {
      throw inUse(path);
    }
  }

  /** Locks a file until the channel is closed; null if another process has locked it. */
  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = channel.tryLock() != null;
      return locked ? channel : null;
    } finally {
      if (!locked) {
        if (channel != null) {
          channel.close();
        }
        OPEN.remove(file);
      }
    }
  }

  private static InvalidInputException inUse(Path path) {
    return new InvalidInputException(path + ": is in use by another training");
  }

  /**
   * Makes the folder of a new run.
   *
   * @param path a folder that does not exist yet, or an empty one
   * @return the run
   * @throws InvalidInputException if there is something already, or it cannot be made
   */
  public static RunDirectory create(Path path) {
    requireNew(path);
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw FileProblems.cannotWrite(path, e);
    }
    return new RunDirectory(path);
  }

  /**
   * Checks that a new run can have a folder, without making it: for whoever has much to read before
   * the run begins.
   *
   * @param path a folder that does not exist yet, or an empty one
   * @throws InvalidInputException if there is something already, or it cannot be made
   */
  public static void requireNew(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new InvalidInputException(path + ": is a file, a folder for the run is needed");
    }
    Path there = path.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw FileProblems.cannotWrite(path, new NotDirectoryException(there.toString()));
    }
    if (!Files.isWritable(there)) {
      throw FileProblems.cannotWrite(path, new AccessDeniedException(there.toString()));
    }
    if (there.equals(path.toAbsolutePath())) {
      try (var entries = Files.list(path)) {
        if (entries.anyMatch(entry -> !entry.endsWith(".lock"))) {
          throw new InvalidInputException(path + ": is not empty, a run needs a folder of its own");
        }
      } catch (IOException e) {
        throw FileProblems.cannotWrite(path, e);
      }
    }
  }

  /**
   * Opens the folder of a run that is to go on.
   *
   * @param path a folder that {@link #create} made
   * @return the run
   * @throws InvalidInputException if it is not the folder of a run
   */
  public static RunDirectory open(Path path) {
    if (!Files.isRegularFile(path.resolve("run.json"))) {
      throw new InvalidInputException(path + ": is not the folder of a run, run.json is missing");
    }
    return new RunDirectory(path);
  }

  /**
   * @return the folder
   */
  public Path path() {
    return path;
  }

  /**
   * @return where the checkpoint is, or will be
   */
  public Path checkpoint() {
    return path.resolve("checkpoint.zip");
  }

  /**
   * @return where the trained model is, or will be
   */
  public Path model() {
    return path.resolve("model.zip");
  }

  /**
   * Writes {@code run.json}.
   *
   * @param description a record that Jackson can write and read
   */
  public void describe(Object description) {
    AtomicFile.write(path.resolve("run.json"), Json.write(description));
  }

  /**
   * Reads {@code run.json}.
   *
   * @param type what was given to {@link #describe}
   * @param <T> what was given to {@link #describe}
   * @return it
   */
  public <T> T description(Class<T> type) {
    return Json.read(path.resolve("run.json"), type);
  }

  /**
   * Writes {@code metrics.csv}.
   *
   * @param history the learning curve so far
   */
  public void writeHistory(List<HistoryRow> history) {
    AtomicFile.write(
        path.resolve("metrics.csv"),
        Stream.concat(Stream.of(HistoryRow.CSV_HEADER), history.stream().map(HistoryRow::toCsv))
            .collect(Collectors.joining("\n", "", "\n")));
  }

  /**
   * Writes {@code metrics.json}.
   *
   * @param metrics a record or map that Jackson can write
   */
  public void writeMetrics(Object metrics) {
    AtomicFile.write(path.resolve("metrics.json"), Json.write(metrics));
  }

  @Override
  public void close() {
    if (!lock.isOpen()) {
      return;
    }
    try {
      lock.close();
    } catch (IOException e) {
      throw FileProblems.cannotWrite(path, e);
    } finally {
      OPEN.remove(lockFile);
    }
  }
}
