package dev.seq4j.datasets.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.DataHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImdbReviewsTest {

  private static final Map<String, String> LAYOUT =
      Map.of(
          "aclImdb/train/neg/10_2.txt", "Bad.",
          "aclImdb/train/neg/9_4.txt", "Worse.",
          "aclImdb/train/pos/0_9.txt", "Good.<br /><br />Tr\u00e8s bon \u2014 \ud83d\ude00",
          "aclImdb/test/neg/1_1.txt", "Awful.",
          "aclImdb/test/pos/2_10.txt", "Great.",
          "aclImdb/test/pos/12_7.txt", "");

  private static final Reviews EXPECTED =
      new Reviews(
          List.of(
              new LabelledText("Worse.", "negative"),
              new LabelledText("Bad.", "negative"),
              new LabelledText("Good.<br /><br />Tr\u00e8s bon \u2014 \ud83d\ude00", "positive")),
          List.of(
              new LabelledText("Awful.", "negative"),
              new LabelledText("Great.", "positive"),
              new LabelledText("", "positive")));

  @TempDir Path folder;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> layout() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    new TreeMap<>(LAYOUT).forEach((name, text) -> entries.put(name, utf8(text)));
    return entries;
  }

  private static byte[] tar(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(each.getKey());
        entry.setSize(each.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(each.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private Path archive(Map<String, byte[]> entries) throws IOException {
    return Files.write(folder.resolve("aclImdb_v1.tar.gz"), gzip(tar(entries)));
  }

  private Path unpack(Map<String, byte[]> entries) throws IOException {
    for (Map.Entry<String, byte[]> each : entries.entrySet()) {
      Path file = folder.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
    return folder.resolve("aclImdb");
  }

  @Test
  void readsAnArchiveInTheReviewsOrderWhateverItsOwn() throws IOException {
    List<String> names = new ArrayList<>(new TreeMap<>(LAYOUT).keySet());
    Collections.shuffle(names, new Random(1));
    Map<String, byte[]> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, utf8(LAYOUT.get(name))));
    Reviews reviews = ImdbReviews.at(archive(shuffled)).read();
    assertThat(reviews).isEqualTo(EXPECTED).hasToString("Reviews[3 to train, 3 to test]");
    Collections.sort(names);
    Map<String, byte[]> sorted = new LinkedHashMap<>();
    names.forEach(name -> sorted.put("./" + name, utf8(LAYOUT.get(name))));
    assertThat(ImdbReviews.at(archive(sorted)).read()).isEqualTo(EXPECTED);
  }

  @Test
  void passesOverWhatIsNoLabelledReview() throws IOException {
    Map<String, byte[]> entries = layout();
    byte[] junk = {(byte) 0xFF, 0, (byte) 0xFE};
    for (String name :
        List.of(
            "aclImdb/README",
            "aclImdb/train/unsup/0_0.txt",
            "aclImdb/train/urls_pos.txt",
            "aclImdb/train/labeledBow.feat",
            "aclImdb/train/pos/._0_9.txt",
            "__MACOSX/aclImdb/train/pos/._0_9.txt",
            "aclImdb/.DS_Store",
            "aclImdb/train/pos/",
            "aclImdb/train/pos/notes.txt")) {
      entries.put(name, name.endsWith("/") ? new byte[0] : junk);
    }
    assertThat(ImdbReviews.at(archive(entries)).read()).isEqualTo(EXPECTED);
  }

  @Test
  void readsAnUnpackedFolder() throws IOException {
    Map<String, byte[]> entries = layout();
    entries.put("aclImdb/train/unsup/0_0.txt", utf8("Whatever."));
    entries.put("aclImdb/train/pos/._0_9.txt", new byte[] {0});
    Path unpacked = unpack(entries);
    List<Long> seen = new ArrayList<>();
    ImdbReviews reviews =
        ImdbReviews.at(unpacked)
            .withProgress(
                (done, total) -> {
                  assertThat(total).isEqualTo(LAYOUT.size());
                  seen.add(done);
                });
    assertThat(reviews.read()).isEqualTo(EXPECTED);
    assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(ImdbReviews.at(folder).read()).isEqualTo(EXPECTED);
  }

  @Test
  void readsATable() throws IOException {
    Path table =
        Files.writeString(folder.resolve("r.csv"), "review,sentiment\n\"a, b\",positive\nc,x\n");
    assertThat(ImdbReviews.at(table).read())
        .isEqualTo(
            new Reviews(
                List.of(new LabelledText("a, b", "positive"), new LabelledText("c", "x")),
                List.of()));
    Files.writeString(table, "id,text,label\n1,\"a \"\"b\"\"\",0\n");
    assertThat(
            ImdbReviews.at(table)
                .withFormat(TableFormat.DEFAULT.withColumns("text", "label"))
                .read()
                .train())
        .containsExactly(new LabelledText("a \"b\"", "0"));
  }

  @Test
  void readsTheSample() {
    Reviews sample = ImdbReviews.sample().read();
    assertThat(sample.test()).isEmpty();
    assertThat(sample.train()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(sample.train())
        .extracting(LabelledText::label)
        .contains(ImdbReviews.POSITIVE, ImdbReviews.NEGATIVE)
        .containsOnly(ImdbReviews.POSITIVE, ImdbReviews.NEGATIVE);
    assertThat(sample.train()).allSatisfy(review -> assertThat(review.text()).isNotBlank());
    assertThat(sample.train()).doesNotHaveDuplicates();
  }

  @Test
  void readsFromWhereverTheReviewsWereFound() throws IOException {
    DataHome home = DataHome.of(Map.of(), folder).withOffline(true);
    assertThat(ImdbReviews.of(home.locate(Catalogue.REVIEWS)).read())
        .isEqualTo(ImdbReviews.sample().read());
    archive(layout());
    assertThat(ImdbReviews.of(home.withData(folder).locate(Catalogue.REVIEWS)).read())
        .isEqualTo(EXPECTED);
  }

  @Test
  void tellsHowFarItIs() throws IOException {
    Path archive = archive(layout());
    long size = Files.size(archive);
    List<Long> seen = new ArrayList<>();
    ImdbReviews.at(archive)
        .withProgress(
            (done, total) -> {
              assertThat(total).isEqualTo(size);
              seen.add(done);
            })
        .read();
    assertThat(seen).isSorted().endsWith(size);
  }

  @Test
  void theDigestIsThatOfTheContent() throws IOException {
    Path unpacked = unpack(layout());
    String before = ImdbReviews.at(unpacked).digest();
    Files.writeString(unpacked.resolve("README"), "not a review");
    assertThat(ImdbReviews.at(unpacked).digest()).isEqualTo(before).hasSize(64);
    Files.writeString(unpacked.resolve("test/pos/2_10.txt"), "Grand.");
    assertThat(ImdbReviews.at(unpacked).digest()).isNotEqualTo(before);

    Path archive = archive(layout());
    String packed = ImdbReviews.at(archive).digest();
    Path moved = Files.move(archive, folder.resolve("moved.tar.gz"));
    assertThat(ImdbReviews.at(moved).digest()).isEqualTo(packed);
    assertThat(ImdbReviews.sample().digest()).hasSize(64);
  }

  @Test
  void ofTwoEntriesWithOneNameTheLastCountsAsInTar() throws IOException {
    Map<String, byte[]> entries = layout();
    entries.put("./aclImdb/train/neg/9_4.txt", utf8("Later."));
    assertThat(ImdbReviews.at(archive(entries)).read().train().get(0).text()).isEqualTo("Later.");
  }

  @Test
  void anArchiveCutShortIsRefused() throws IOException {
    Map<String, byte[]> entries = layout();
    byte[] noise = new byte[40_000];
    new Random(1).nextBytes(noise);
    entries.put("aclImdb/noise", noise);
    byte[] whole = gzip(tar(entries));
    Path archive = folder.resolve("aclImdb_v1.tar.gz");
    for (int length : new int[] {5, 100, whole.length / 2, whole.length - 5}) {
      Files.write(archive, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ImdbReviews.at(archive).read())
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(archive + ": is truncated, the gzip data end early");
    }
  }

  @Test
  void aTarCutShortInsideAGzipIsRefused() throws IOException {
    byte[] whole = tar(layout());
    Path archive = Files.write(folder.resolve("a.tar.gz"), gzip(Arrays.copyOf(whole, 512 + 3)));
    assertThatThrownBy(() -> ImdbReviews.at(archive).read())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("runcated")
        .hasMessageStartingWith(archive + ": ")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    Path archive = Files.writeString(folder.resolve("a.tar.gz"), "<html>Not found</html>");
    assertThatThrownBy(() -> ImdbReviews.at(archive).read())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(archive + ": is not a gzip file, whatever its name says");
    Files.write(archive, gzip(utf8("just a text, and no tar, ".repeat(100))));
    assertThatThrownBy(() -> ImdbReviews.at(archive).read())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(archive + ": ")
        .message()
        .doesNotContain("\n");
    Files.write(archive, new byte[0]);
    assertThatThrownBy(() -> ImdbReviews.at(archive).read()).hasMessage(archive + ": is empty");
  }

  @Test
  void anArchiveWithoutReviewsIsRefused() throws IOException {
    Path archive = archive(Map.of("photos/cat.jpg", new byte[100]));
    assertThatThrownBy(() -> ImdbReviews.at(archive).read())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            archive
                + ": holds no reviews {train,test}/{pos,neg}/NUMBER_STARS.txt; its first entry is"
                + " photos/cat.jpg");
  }

  @Test
  void aReviewThatIsNoTextIsNamed() throws IOException {
    Map<String, byte[]> latin1 = layout();
    latin1.put("aclImdb/train/pos/7_8.txt", "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    Path archive = archive(latin1);
    assertThatThrownBy(() -> ImdbReviews.at(archive).read())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(archive + ": aclImdb/train/pos/7_8.txt: is not UTF-8 text");
    Path unpacked = unpack(latin1);
    assertThatThrownBy(() -> ImdbReviews.at(unpacked).read())
        .hasMessage(unpacked.resolve("train/pos/7_8.txt") + ": is not UTF-8 text");
    Map<String, byte[]> binary = layout();
    binary.put("aclImdb/train/pos/7_8.txt", new byte[] {'a', 0, 'b'});
    Path other = archive(binary);
    assertThatThrownBy(() -> ImdbReviews.at(other).read())
        .hasMessage(other + ": aclImdb/train/pos/7_8.txt: is binary data, not text");
  }

  @Test
  void aReviewOfManyMegabytesIsRefused() throws IOException {
    Map<String, byte[]> entries = layout();
    entries.put("aclImdb/train/pos/7_8.txt", new byte[17 << 20]);
    Path archive = archive(entries);
    assertThatThrownBy(() -> ImdbReviews.at(archive).read())
        .hasMessage(
            archive
                + ": aclImdb/train/pos/7_8.txt: has 17,825,792 bytes, a review at most 16,777,216");
  }

  @Test
  void aFolderWithoutReviewsIsRefused() throws IOException {
    assertThatThrownBy(() -> ImdbReviews.at(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            folder + ": no reviews there; known are aclImdb_v1.tar.gz, aclImdb/");
    Files.createDirectories(folder.resolve("train/pos"));
    assertThatThrownBy(() -> ImdbReviews.at(folder).read())
        .hasMessage(folder + ": holds no reviews {train,test}/{pos,neg}/NUMBER_STARS.txt");
    assertThatThrownBy(() -> ImdbReviews.at(folder.resolve("nowhere")))
        .hasMessage(folder.resolve("nowhere") + ": no such file or folder");
  }

  @Test
  void readsAFolderWithAFolderForEachClass() throws IOException {
    Path topics = folder.resolve("topics");
    for (String name : List.of("rain/2.txt", "rain/1.txt", "sun/a.txt")) {
      Files.createDirectories(topics.resolve(name).getParent());
      Files.writeString(topics.resolve(name), "it is " + name);
    }
    Files.writeString(topics.resolve("rain/notes.md"), "no text of ours");
    Reviews reviews = ImdbReviews.at(topics).read();
    assertThat(reviews.test()).isEmpty();
    assertThat(reviews.train())
        .containsExactly(
            new LabelledText("it is rain/1.txt", "rain"),
            new LabelledText("it is rain/2.txt", "rain"),
            new LabelledText("it is sun/a.txt", "sun"));
    String digest = ImdbReviews.at(topics).digest();
    Files.writeString(topics.resolve("sun/a.txt"), "it was");
    assertThat(ImdbReviews.at(topics).digest()).isNotEqualTo(digest);

    Path junk = Files.write(topics.resolve("sun/b.txt"), new byte[] {0, 1, 2});
    assertThatThrownBy(() -> ImdbReviews.at(topics).read())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(junk + ": is binary data, not text");
  }
}
