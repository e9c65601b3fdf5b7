package dev.seq4j.datasets.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.datasets.source.TestServer.Request;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DownloadTest {

  private static final byte[] CONTENT = randomBytes(100_000, 1);
  private static final byte[] OTHER_CONTENT = randomBytes(90_000, 2);
  private static final String TAG = "\"first\"";

  private static final DownloadOptions OPTIONS =
      new DownloadOptions(
          Duration.ofSeconds(5), Duration.ofSeconds(10), 3, Duration.ofMillis(1), 4);
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

  @Test
  void downloadsAndLeavesNothingBeside() throws IOException {
    List<Long> seen = new ArrayList<>();
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.serve(exchange, CONTENT, TAG))) {
      new Download(OPTIONS)
          .fetch(
              server.file(CONTENT.length, md5(CONTENT)),
              target(),
              (done, total) -> {
                assertThat(total).isEqualTo(CONTENT.length);
                seen.add(done);
              });
    }
    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(filesLeft()).containsExactly("file.bin");
    assertThat(seen).isSorted().startsWith(0L).endsWith((long) CONTENT.length);
  }

  @Test
  void doesNotAskForWhatIsThere() throws IOException {
    Files.createDirectories(target().getParent());
    Files.write(target(), OTHER_CONTENT);
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.serve(exchange, CONTENT, TAG))) {
      fetch(server.file());
      assertThat(server.requests()).isEmpty();
    }
    assertThat(target()).hasBinaryContent(OTHER_CONTENT);
  }

  @Test
  void refusesWrongBytes() throws IOException {
    byte[] wrong = randomBytes(CONTENT.length, 4);
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.serve(exchange, wrong, TAG))) {
      assertThatThrownBy(() -> fetch(server.file(CONTENT.length, md5(CONTENT))))
          .isInstanceOf(DownloadException.class)
          .hasMessage(
              "localhost: sent a file with MD5 "
                  + md5(wrong)
                  + ", "
                  + md5(CONTENT)
                  + " was expected");
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(filesLeft()).containsExactly("file.bin.lock");
  }

  @Test
  void refusesAnotherLengthBeforeTheDownload() throws IOException {
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.serve(exchange, OTHER_CONTENT, TAG))) {
      assertThatThrownBy(() -> fetch(server.file(CONTENT.length, md5(CONTENT))))
          .isInstanceOf(DownloadException.class)
          .hasMessage("localhost: has a file of 90,000 bytes, 100,000 bytes were expected");
    }
    assertThat(target()).doesNotExist();
  }

  @Test
  void refusesAnotherLengthThatWasNotAnnounced() throws IOException {
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              exchange.sendResponseHeaders(200, 0); // chunked
              exchange.getResponseBody().write(OTHER_CONTENT);
            })) {
      assertThatThrownBy(() -> fetch(server.file(CONTENT.length, md5(CONTENT))))
          .isInstanceOf(DownloadException.class)
          .hasMessage("localhost: has a file of 90,000 bytes, 100,000 bytes were expected");
    }
    assertThat(target()).doesNotExist();
  }

  @Test
  void refusesAWebPageInstead() throws IOException {
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
              TestServer.serve(exchange, "<html>Log in</html>".getBytes(UTF_8), TAG);
            })) {
      assertThatThrownBy(() -> fetch(server.file()))
          .isInstanceOf(DownloadException.class)
          .hasMessage("localhost: sent a web page instead of file.bin");
    }
    assertThat(target()).doesNotExist();
  }

  @Test
  void followsRedirects() throws IOException {
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              switch (number) {
                case 1 -> TestServer.status(exchange, 301, Map.of("Location", "/there?a=b"));
                case 2 -> TestServer.status(exchange, 307, Map.of("Location", "further"));
                default -> TestServer.serve(exchange, CONTENT, TAG);
              }
            })) {
      fetch(server.file());
      assertThat(server.requests())
          .extracting(Request::path)
          .containsExactly("/file.bin", "/there", "/further");
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void doesNotRunInCircles() throws IOException {
    try (TestServer server =
        new TestServer(
            (exchange, number) ->
                TestServer.status(exchange, 302, Map.of("Location", "/file.bin")))) {
      assertThatThrownBy(() -> fetch(server.file()))
          .isInstanceOf(DownloadException.class)
          .hasMessage("localhost: redirected more than 4 times");
      assertThat(server.requests()).hasSize(5);
    }
  }

  @Test
  void followsRedirectsOnlyWhereItIsSafe() throws Exception {
    URI plain = URI.create("http://a.org/x");
    URI secure = URI.create("https://a.org/x");
    assertThat(Download.redirect(plain, Optional.of("https://b.org/y")))
        .isEqualTo(URI.create("https://b.org/y"));
    assertThat(Download.redirect(secure, Optional.of("/z"))).isEqualTo(secure.resolve("/z"));
    assertThatThrownBy(() -> Download.redirect(secure, Optional.of("http://b.org/y")))
        .hasMessage("redirected to the insecure http://b.org/y");
    assertThatThrownBy(() -> Download.redirect(plain, Optional.empty()))
        .hasMessage("redirected nowhere");
    for (String bad : List.of("file:///etc/passwd", "http://[", "ftp://a.org/x", "mailto:a@b")) {
      assertThatThrownBy(() -> Download.redirect(plain, Optional.of(bad)))
          .hasMessage("redirected to an address that cannot be used");
    }
  }

  @Test
  void saysThatThereIsNoSuchFile() throws IOException {
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.status(exchange, 404, Map.of()))) {
      assertThatThrownBy(() -> fetch(server.file()))
          .isInstanceOf(DownloadException.class)
          .hasMessage("localhost: answered 404, no such file: " + server.address("/file.bin"));
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(filesLeft()).containsExactly("file.bin.lock");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void triesAgainAfterAPassingError(int status) throws IOException {
    try (TestServer server =
        new TestServer(
            (exchange, number) -> {
              if (number < 3) {
                TestServer.status(exchange, status, Map.of());
              } else {
                TestServer.serve(exchange, CONTENT, TAG);
              }
            })) {
      fetch(server.file());
      assertThat(server.requests()).hasSize(3);
    }
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void givesUpInTheEnd() throws IOException {
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.status(exchange, 503, Map.of()))) {
      assertThatThrownBy(() -> fetch(server.file()))
          .isInstanceOf(DownloadException.class)
          .hasMessageStartingWith("localhost: answered 503, server error")
          .hasMessageEndingWith(", given up after 3 tries");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void doesNotWaitForAServerThatIsSilent() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (TestServer server = new TestServer((exchange, number) -> end.await())) {
      assertThatThrownBy(
              () -> new Download(IMPATIENT).fetch(server.file(), target(), Progress.NONE))
          .isInstanceOf(DownloadException.class)
          .hasMessage("localhost: no answer within 0.3 s, given up after 2 tries");
      end.countDown();
    }
  }

  @Test
  void doesNotTryAgainWhereNobodyIs() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    RemoteFile remote = RemoteFile.changing("http://localhost:" + port + "/file.bin");
    assertThatThrownBy(() -> fetch(remote))
        .isInstanceOf(DownloadException.class)
        .hasMessage("localhost: no connection, refused or no network");
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file");
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.serve(exchange, CONTENT, TAG))) {
      assertThatThrownBy(() -> fetch(server.file()))
          .isInstanceOf(InvalidInputException.class)
          .isNotInstanceOf(DownloadException.class)
          .hasMessageContaining("cannot be written");
    }
  }

  @Test
  void optionsAreChecked() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new DownloadOptions(Duration.ZERO, second, 1, second, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("connectTimeout = PT0S: must be longer than 0");
    assertThatThrownBy(() -> new DownloadOptions(second, second.negated(), 1, second, 1))
        .hasMessage("stallTimeout = PT-1S: must be longer than 0");
    assertThatThrownBy(() -> new DownloadOptions(second, second, 0, second, 1))
        .hasMessage("tries = 0: must be at least 1");
    assertThatThrownBy(() -> new DownloadOptions(second, second, 1, second.negated(), 1))
        .hasMessage("pause = PT-1S: must not be negative");
    assertThatThrownBy(() -> new DownloadOptions(second, second, 1, second, -1))
        .hasMessage("redirects = -1: must be at least 0");
  }

  static byte[] randomBytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
