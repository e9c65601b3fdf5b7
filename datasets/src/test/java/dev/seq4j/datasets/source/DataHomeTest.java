package dev.seq4j.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DataHomeTest {

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private Path data;
  private Path cache;

  @BeforeEach
  void makeFolders() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    cache = folder.resolve("home").resolve(".cache").resolve("seq4j");
  }

  private DataHome home() {
    return DataHome.of(environment, folder.resolve("home"));
  }

  private DataHome offline() {
    return home().withOffline(true);
  }

  private static Path write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "content");
  }

  private static KnownCorpus at(String address) {
    KnownCorpus novel = Catalogue.NOVEL;
    return new KnownCorpus(
        novel.name(),
        novel.title(),
        RemoteFile.changing(address),
        novel.recognition(),
        novel.licence(),
        novel.citation(),
        novel.sample());
  }

  @Test
  void theUsersOwnPathComesFirst() throws IOException {
    Path archive = write(data.resolve("aclImdb_v1.tar.gz"));
    write(cache.resolve("aclImdb_v1.tar.gz"));
    environment.put("SEQ4J_DATA", cache.toString());
    CorpusLocation found = offline().withData(data).locate(Catalogue.REVIEWS);
    assertThat(found.origin()).isEqualTo(Origin.DIRECTORY);
    assertThat(found.path()).contains(archive);
    assertThat(found.describe())
        .isEqualTo("reviews: IMDB, 50,000 reviews, from " + archive + " (--data)");
  }

  @Test
  void anotherFileThanTheOriginalIsNotCalledTheOriginal() throws IOException {
    Path table = write(data.resolve("mine.csv"));
    assertThat(offline().withData(table).locate(Catalogue.REVIEWS).describe())
        .isEqualTo("reviews: from " + table + " (--data)");
  }

  @Test
  void whatIsMissingInTheUsersOwnPathIsAnError() throws IOException {
    write(data.resolve("aclImdb_v1.tar.gz"));
    write(cache.resolve("98-0.txt"));
    DataHome home = offline().withData(data);
    assertThat(home.locate(Catalogue.REVIEWS).origin()).isEqualTo(Origin.DIRECTORY);
    assertThatThrownBy(() -> home.locate(Catalogue.NOVEL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "--data = "
                + data
                + ": no novel there; known are 98-0.txt, a file *.txt, *.txt.gz, or a folder of"
                + " nothing but such files");
  }

  @Test
  void aPathThatIsNotThereIsAnError() {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> offline().withData(nowhere).locate(Catalogue.NOVEL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--data = " + nowhere + ": no such file or folder");
    environment.put("SEQ4J_DATA", nowhere.toString());
    assertThatThrownBy(() -> offline().locate(Catalogue.NOVEL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("SEQ4J_DATA = " + nowhere + ": no such file or folder");
  }

  @Test
  void theEnvironmentComesBeforeTheCache() throws IOException {
    Path novel = write(data.resolve("98-0.txt"));
    write(cache.resolve("98-0.txt"));
    environment.put("SEQ4J_DATA", data.toString());
    CorpusLocation found = offline().locate(Catalogue.NOVEL);
    assertThat(found.origin()).isEqualTo(Origin.ENVIRONMENT);
    assertThat(found.describe())
        .isEqualTo(
            "novel: A Tale of Two Cities by Charles Dickens, from " + novel + " (SEQ4J_DATA)");
  }

  @Test
  void whatTheEnvironmentsPathLacksIsLookedForInTheCache() throws IOException {
    Path novel = write(cache.resolve("98-0.txt"));
    environment.put("SEQ4J_DATA", data.toString());
    CorpusLocation found = offline().locate(Catalogue.NOVEL);
    assertThat(found.origin()).isEqualTo(Origin.CACHE);
    assertThat(found.path()).contains(novel);
    assertThat(found.describe()).endsWith("from " + novel + " (cache)");
  }

  @Test
  void theEnvironmentMayMoveTheCache() throws IOException {
    Path novel = write(folder.resolve("elsewhere").resolve("98-0.txt"));
    environment.put("SEQ4J_CACHE", novel.getParent().toString());
    assertThat(offline().locate(Catalogue.NOVEL).path()).contains(novel);
    assertThat(offline().cache()).isEqualTo(novel.getParent());
  }

  @Test
  void anEmptyVariableIsNone() {
    environment.put("SEQ4J_DATA", "");
    environment.put("SEQ4J_CACHE", " ");
    assertThat(offline().locate(Catalogue.NOVEL).origin()).isEqualTo(Origin.SAMPLE);
    assertThat(offline().cache()).isEqualTo(cache);
  }

  @Test
  void offlineTheSampleIsLeft() {
    for (KnownCorpus corpus : Catalogue.ALL) {
      CorpusLocation found = offline().locate(corpus);
      assertThat(found.origin()).isEqualTo(Origin.SAMPLE);
      assertThat(found.path()).isEmpty();
      assertThat(found.describe())
          .matches(
              corpus.name()
                  + ": the sample of [0-9,]+ (reviews|characters|pairs) inside seq4j"
                  + " \\(offline; --data DIR for your own\\)");
      assertThat(found.bytes()).isPositive();
    }
    assertThat(cache).doesNotExist();
  }

  @Test
  void theSampleSaysThatTheEnvironmentsPathDidNotServe() {
    environment.put("SEQ4J_DATA", data.toString());
    assertThat(offline().locate(Catalogue.REVIEWS).reason())
        .isEqualTo("SEQ4J_DATA = " + data + " has no reviews, offline");
  }

  @Test
  void downloadsOnceIntoTheCache() throws IOException {
    byte[] content = "a novel".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.serve(exchange, content, ""))) {
      KnownCorpus corpus = at(server.address("/98-0.txt"));
      CorpusLocation first = home().locate(corpus);
      assertThat(first.origin()).isEqualTo(Origin.DOWNLOAD);
      assertThat(first.path()).contains(cache.resolve("98-0.txt"));
      assertThat(first.describe()).endsWith("(downloaded from localhost)");
      assertThat(first.bytes()).isEqualTo(content.length);
      CorpusLocation second = home().locate(corpus);
      assertThat(second.origin()).isEqualTo(Origin.CACHE);
      assertThat(home().fetch(corpus)).isEqualTo(second);
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(cache.resolve("98-0.txt")).hasBinaryContent(content);
  }

  @Test
  void withoutANetworkTheSampleIsTakenAndTheReasonSaid() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    KnownCorpus corpus = at("http://localhost:" + port + "/98-0.txt");
    CorpusLocation found = home().locate(corpus);
    assertThat(found.origin()).isEqualTo(Origin.SAMPLE);
    assertThat(found.reason())
        .isEqualTo("no download, localhost: no connection, refused or no network");
    assertThatThrownBy(() -> home().fetch(corpus)).isInstanceOf(DownloadException.class);
  }

  @Test
  void aCacheThatCannotBeWrittenEndsInTheSample() throws IOException {
    environment.put("SEQ4J_CACHE", write(folder.resolve("file")).toString());
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.serve(exchange, new byte[1], ""))) {
      CorpusLocation found = home().locate(at(server.address("/98-0.txt")));
      assertThat(found.origin()).isEqualTo(Origin.SAMPLE);
      assertThat(found.reason()).contains("cannot be written");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void findNeverDownloads() throws IOException {
    try (TestServer server =
        new TestServer((exchange, number) -> TestServer.serve(exchange, new byte[1], ""))) {
      assertThat(home().find(at(server.address("/98-0.txt")))).isEmpty();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aFoldersSizeIsThatOfItsFiles() throws IOException {
    write(data.resolve("a.txt"));
    write(data.resolve("b.txt"));
    assertThat(offline().withData(data).locate(Catalogue.NOVEL).bytes())
        .isEqualTo(2 * "content".length());
  }

  @Test
  void whatIsKnownOfTheOriginalsIsComplete() {
    assertThat(Catalogue.ALL)
        .extracting(KnownCorpus::name)
        .containsExactly("reviews", "novel", "translation");
    assertThat(Catalogue.ALL)
        .allSatisfy(
            corpus -> {
              assertThat(corpus.recognition().fileNames()).contains(corpus.remote().fileName());
              assertThat(corpus.licence()).isNotBlank();
              assertThat(corpus.citation()).isNotBlank();
            });
  }

  @Test
  void aLocationHasAPathUnlessItIsTheSample() {
    assertThatThrownBy(
            () -> new CorpusLocation(Catalogue.NOVEL, Origin.CACHE, Optional.empty(), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
