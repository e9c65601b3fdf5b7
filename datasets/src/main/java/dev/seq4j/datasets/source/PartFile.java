package dev.seq4j.datasets.source;

import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The part of a file that has been downloaded so far, owned by one thread of one process.
 *
 * <p>Beside {@code FILE} stand {@code FILE.part}, {@code FILE.part.version} (the server's word for
 * the version that the part belongs to) and {@code FILE.lock}. All are gone once the file is whole.
 */
final class PartFile implements Closeable {

  private static final long POLL_MILLIS = 100;

  // A file lock is held by the whole process, so the threads of one need a lock of their own.
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path file;
  private final Path part;
  private final Path version;
  private final Path lockFile;
  private ReentrantLock threadLock;
  private FileChannel lockChannel;
  private FileChannel channel;
  private long length;

  private PartFile(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.part = beside(".part");
    this.version = beside(".part.version");
    this.lockFile = beside(".lock");
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /**
   * Waits until nobody else downloads the file, then opens its part.
   *
   * @param file the file to be
   * @param progress is told, while another downloads the file, how far that one is
   * @return empty if the file is there, because another has brought it
   */
  static Optional<PartFile> open(Path file, Progress progress) throws InterruptedException {
    PartFile owned = new PartFile(file);
    boolean wanted = false;
    try {
      Files.createDirectories(owned.file.getParent());
      owned.lock(progress);
      wanted = !Files.exists(owned.file);
      if (!wanted) {
        return Optional.empty();
      }
      owned.channel =
          FileChannel.open(
              owned.part,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      owned.length = owned.channel.size();
      return Optional.of(owned);
    } catch (IOException e) {
      wanted = false;
      throw FileProblems.cannotWrite(file, e);
    } finally {
      if (!wanted) {
        owned.close();
      }
    }
  }

  private void lock(Progress progress) throws IOException, InterruptedException {
    ReentrantLock threads = THREADS.computeIfAbsent(file, any -> new ReentrantLock());
    while (!threads.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      reportOther(progress);
    }
    threadLock = threads;
    lockChannel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    for (FileLock lock = lockChannel.tryLock(); lock == null; lock = lockChannel.tryLock()) {
      Thread.sleep(POLL_MILLIS);
      reportOther(progress);
    }
  }

  private void reportOther(Progress progress) {
    // The other may move its part into place at any moment: length 0 is reported then.
    progress.advanced(part.toFile().length(), -1);
  }

  long length() {
    return length;
  }

  /** The server's word for the version of the file that the part belongs to. */
  Optional<String> version() {
    try {
      return Files.exists(version) ? Optional.of(Files.readString(version)) : Optional.empty();
    } catch (IOException e) {
      throw FileProblems.cannotRead(version, e);
    }
  }

  /** Begins again, with a version of the file. */
  void restart(Optional<String> newVersion) {
    try {
      // The part goes first: a part must never stand beside another version's word.
      channel.truncate(0);
      length = 0;
      Files.deleteIfExists(version);
      if (newVersion.isPresent()) {
        Files.writeString(version, newVersion.get());
      }
    } catch (IOException e) {
      throw FileProblems.cannotWrite(part, e);
    }
  }

  void append(List<ByteBuffer> buffers) {
    try {
      for (ByteBuffer buffer : buffers) {
        while (buffer.hasRemaining()) {
          length += channel.write(buffer, length);
        }
      }
    } catch (IOException e) {
      throw FileProblems.cannotWrite(part, e);
    }
  }

  String md5() {
    return ContentDigest.md5(part);
  }

  /** Moves the part, which is whole now, into the file's place. */
  void moveIntoPlace() {
    try {
      channel.force(true);
      channel.close();
      Files.deleteIfExists(version);
      AtomicFile.move(part, file);
      // Whoever comes from now on finds the file and needs no lock.
      Files.deleteIfExists(lockFile);
    } catch (IOException e) {
      throw FileProblems.cannotWrite(file, e);
    }
  }

  /** Leaves the part, if there is any, for the next one who wants the file. */
  @Override
  public void close() {
    try {
      if (channel != null && channel.isOpen()) {
        channel.close();
        if (length == 0) {
          Files.deleteIfExists(part);
          Files.deleteIfExists(version);
        }
      }
      if (lockChannel != null) {
        lockChannel.close();
      }
    } catch (IOException e) {
      throw FileProblems.cannotWrite(part, e);
    } finally {
      if (threadLock != null) {
        threadLock.unlock();
      }
    }
  }
}
