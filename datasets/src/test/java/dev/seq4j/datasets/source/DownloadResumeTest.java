package dev.seq4j.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.datasets.source.TestServer.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that come in more than one piece. */
@Timeout(60)
class DownloadResumeTest {

  private static final byte[] CONTENT = DownloadTest.randomBytes(100_000, 1);
  private static final byte[] OTHER_CONTENT = DownloadTest.randomBytes(90_000, 2);
  private static final int HALF = 50_000;
  private static final String TAG = "\"first\"";
  private static final String OTHER_TAG = "\"second\"";

  private static final DownloadOptions OPTIONS =
      new DownloadOptions(
          Duration.ofSeconds(5), Duration.ofSeconds(10), 3, Duration.ofMillis(1), 4);
  private static final DownloadOptions ONE_TRY =
      new DownloadOptions(
          Duration.ofSeconds(5), Duration.ofSeconds(10), 1, Duration.ofMillis(1), 4);
  private static final DownloadOptions IMPATIENT =
      new DownloadOptions(
          Duration.ofSeconds(5), Duration.ofMillis(300), 2, Duration.ofMillis(1), 4);

  @TempDir Path folder;

  private Path target() {
    return folder.resolve("cache").resolve("file.bin");
  }

  private void fetch(RemoteFile remote) {
    new Download(OPTIONS).fetch(remote, target(), Progress.NONE);
  }

  private List<String> filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(target().getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A server whose first answer breaks off in the middle. */
  private static TestServer breaksOff(byte[] content, String tag, TestServer.Answer then)
      throws IOException {
    return new TestServer(
        (exchange, number) -> {
          if (number == 1) {
            TestServer.breakOff(exchange, content, tag, HALF);
          } else {
            then.to(exchange, number);
          }
        });
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws IOException {
    try (TestServer server =
        breaksOff(CONTENT, TAG, (exchange, number) -> TestServer.serve(exchange, CONTENT, TAG))) {
      fetch(server.file());
      assertThat(server.requests())
          .containsExactly(
              new Request("/file.bin", "", ""),
              new Request("/file.bin", "bytes=" + HALF + "-", TAG));
    }
    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(filesLeft()).containsExactly("file.bin");
  }

  @Test
  void goesOnInTheNextRun() throws IOException {
    try (TestServer server =
        breaksOff(CONTENT, TAG, (exchange, number) -> TestServer.serve(exchange, CONTENT, TAG))) {
      assertThatThrownBy(() -> new Download(ONE_TRY).fetch(server.file(), target(), Progress.NONE))
          .isInstanceOf(DownloadException.class)
          .hasMessage("localhost: connection broke off after 50,000 of 100,000 bytes");
      assertThat(target()).doesNotExist();
      List<Long> seen = new ArrayList<>();
      new Download(ONE_TRY).fetch(server.file(), target(), (done, total) -> seen.add(done));
      assertThat(server.requests().get(1).range()).isEqualTo("bytes=" + HALF + "-");
      assertThat(seen).startsWith((long) HALF);
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void beginsAgainIfTheServerIgnoresTheRange() throws IOException {
    try (TestServer server =
        breaksOff(
            CONTENT,
            TAG,
            (exchange, number) -> TestServer.serve(exchange, CONTENT, TAG, OptionalLong.empty()))) {
      fetch(server.file());
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void beginsAgainIfTheFileHasChanged() throws IOException {
    try (TestServer server =
        breaksOff(
            CONTENT,
            TAG,
            (exchange, number) -> TestServer.serve(exchange, OTHER_CONTENT, OTHER_TAG))) {
      fetch(server.file());
      assertThat(server.requests()).hasSize(2);
    }
    assertThat(target()).hasBinaryContent(OTHER_CONTENT);
  }

  @Test
  void beginsAgainIfTheFileHasChangedAndTheServerSendsTheRestOfTheNewOne() throws IOException {
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              if (number == 1) {
                TestServer.breakOff(exchange, CONTENT, TAG, HALF);
              } else if (number == 2) {
                TestServer.serve(exchange, OTHER_CONTENT, OTHER_TAG, OptionalLong.of(HALF));
              } else {
                TestServer.serve(exchange, OTHER_CONTENT, OTHER_TAG);
              }
            })) {
      fetch(server.file());
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests().get(2).range()).isEmpty();
    }
    assertThat(target()).hasBinaryContent(OTHER_CONTENT);
  }

  @Test
  void beginsAgainIfTheServerSendsAnotherRange() throws IOException {
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              if (number == 1) {
                TestServer.breakOff(exchange, CONTENT, TAG, HALF);
              } else if (number == 2) {
                TestServer.serve(exchange, CONTENT, TAG, OptionalLong.of(HALF - 10));
              } else {
                TestServer.serve(exchange, CONTENT, TAG);
              }
            })) {
      fetch(server.file());
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void beginsAgainIfTheServerHasLessThanHasCome() throws IOException {
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              switch (number) {
                case 1 -> TestServer.breakOff(exchange, CONTENT, TAG, HALF);
                case 2 -> TestServer.status(exchange, 416, Map.of());
                default -> TestServer.serve(exchange, OTHER_CONTENT, TAG);
              }
            })) {
      fetch(server.file());
    }
    assertThat(target()).hasBinaryContent(OTHER_CONTENT);
  }

  @Test
  void beginsAgainIfNothingTellsVersionsApart() throws IOException {
    try (TestServer server =
        breaksOff(
            CONTENT, "", (exchange, number) -> TestServer.serve(exchange, OTHER_CONTENT, ""))) {
      fetch(server.file());
      assertThat(server.requests().get(1)).isEqualTo(new Request("/file.bin", "", ""));
    }
    assertThat(target()).hasBinaryContent(OTHER_CONTENT);
  }

  @Test
  void doesNotTrustAWeakTag() throws IOException {
    try (TestServer server =
        breaksOff(
            CONTENT, "W/" + TAG, (exchange, number) -> TestServer.serve(exchange, CONTENT, ""))) {
      fetch(server.file());
      assertThat(server.requests().get(1).range()).isEmpty();
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void takesTheDateOfTheLastChangeWhereThereIsNoTag() throws IOException {
    String date = "Mon, 02 Nov 2020 10:00:00 GMT";
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              exchange.getResponseHeaders().set("Last-Modified", date);
              if (number == 1) {
                TestServer.breakOff(exchange, CONTENT, "", HALF);
              } else {
                TestServer.serve(exchange, CONTENT, "", OptionalLong.of(HALF));
              }
            })) {
      fetch(server.file());
      assertThat(server.requests().get(1).ifRange()).isEqualTo(date);
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void goesOnWithoutAVersionIfTheDigestWillTell() throws IOException {
    try (TestServer server =
        breaksOff(CONTENT, "", (exchange, number) -> TestServer.serve(exchange, CONTENT, ""))) {
      fetch(server.file(CONTENT.length, DownloadTest.md5(CONTENT)));
      assertThat(server.requests().get(1))
          .isEqualTo(new Request("/file.bin", "bytes=" + HALF + "-", ""));
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void beginsAgainIfTwoHalvesDoNotMakeTheFile() throws IOException {
    byte[] sameLength = DownloadTest.randomBytes(CONTENT.length, 3);
    try (TestServer server =
        breaksOff(sameLength, "", (exchange, number) -> TestServer.serve(exchange, CONTENT, ""))) {
      fetch(server.file(CONTENT.length, DownloadTest.md5(CONTENT)));
      assertThat(server.requests()).hasSize(3);
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void usesAPartThatIsWholeAlready() throws IOException {
    Files.createDirectories(target().getParent());
    Files.write(target().resolveSibling("file.bin.part"), CONTENT);
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.status(exchange, 500, Map.of()))) {
      fetch(server.file(CONTENT.length, DownloadTest.md5(CONTENT)));
      assertThat(server.requests()).isEmpty();
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void goesOnAfterAStall() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              if (number == 1) {
                TestServer.breakOff(exchange, CONTENT, TAG, HALF);
                end.await();
              } else {
                TestServer.serve(exchange, CONTENT, TAG);
              }
            })) {
      new Download(IMPATIENT).fetch(server.file(), target(), Progress.NONE);
      assertThat(server.requests().get(1).range()).isEqualTo("bytes=" + HALF + "-");
      end.countDown();
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void keepsWhatHasComeWhenInterrupted() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              TestServer.breakOff(exchange, CONTENT, TAG, HALF);
              end.await();
            })) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread[] downloader = new Thread[1];
      downloader[0] =
          new Thread(
              () -> {
                try {
                  new Download(OPTIONS)
                      .fetch(
                          server.file(),
                          target(),
                          (done, total) -> {
                            if (done == HALF) {
                              downloader[0].interrupt();
                            }
                          });
                } catch (RuntimeException e) {
                  thrown.set(e);
                }
              });
      downloader[0].start();
      downloader[0].join();
      end.countDown();
      assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    }
    assertThat(target().resolveSibling("file.bin.part")).hasSize(HALF);
  }
}
