package dev.seq4j.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several who want the same file at the same time. */
@Timeout(60)
class DownloadTogetherTest {

  private static final byte[] CONTENT = DownloadTest.randomBytes(100_000, 1);
  private static final byte[] FROM_OTHER = DownloadTest.randomBytes(1_000, 2);

  @TempDir Path folder;

  @Test
  void threadsDownloadOnce() throws Exception {
    Path file = folder.resolve("file.bin");
    CountDownLatch allStarted = new CountDownLatch(3);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              allStarted.await();
              TestServer.serve(exchange, CONTENT, "");
            })) {
      List<Future<?>> downloads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        downloads.add(
            threads.submit(
                () -> {
                  allStarted.countDown();
                  new Download(DownloadOptions.DEFAULT).fetch(server.file(), file, Progress.NONE);
                }));
      }
      for (Future<?> download : downloads) {
        download.get();
      }
      assertThat(server.requests()).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(file).hasBinaryContent(CONTENT);
  }

  @Test
  void waitsForAnotherProcess() throws Exception {
    Path file = folder.resolve("file.bin");
    Path part = folder.resolve("file.bin.part");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.serve(exchange, CONTENT, ""))) {
      assertThat(other.getInputStream().read()).isEqualTo('L');
      AtomicLong seen = new AtomicLong();
      new Download(DownloadOptions.DEFAULT)
          .fetch(
              server.file(),
              file,
              (done, total) -> {
                // Told while waiting: the other may finish now.
                if (seen.compareAndSet(0, done)) {
                  finish(other);
                }
              });
      assertThat(seen).hasValue(FROM_OTHER.length);
      assertThat(server.requests()).isEmpty();
    } finally {
      other.destroy();
    }
    assertThat(file).hasBinaryContent(FROM_OTHER);
    assertThat(part).doesNotExist();
  }

  private static void finish(Process other) {
    try {
      other.getOutputStream().write('\n');
      other.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Holds the lock until it is told to finish, then moves the file into its place. */
  static final class OtherProcess {
    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[0]);
      Path part = Path.of(args[0] + ".part");
      try (FileChannel channel =
              FileChannel.open(
                  Path.of(args[0] + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Files.write(part, FROM_OTHER);
        System.out.write(lock.isValid() ? 'L' : '?');
        System.out.flush();
        if (System.in.read() == '\n') {
          Files.move(part, file);
        }
      }
    }
  }
}
