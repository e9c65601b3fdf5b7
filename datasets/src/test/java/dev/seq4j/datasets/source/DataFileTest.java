package dev.seq4j.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {

  @TempDir Path folder;

  private DataFile file(String name, byte[] content) throws IOException {
    return DataFile.of(Files.write(folder.resolve(name), content));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String read(DataFile file) {
    try (BufferedReader reader = file.openText(Progress.NONE)) {
      StringBuilder text = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        text.append((char) c);
      }
      return text.toString();
    } catch (IOException e) {
      throw file.problem(e);
    }
  }

  @Test
  void readsPlainAndPackedWhateverTheName() throws IOException {
    assertThat(read(file("a.txt", utf8("naïve\n")))).isEqualTo("naïve\n");
    assertThat(read(file("a.txt.gz", gzip(utf8("naïve\n"))))).isEqualTo("naïve\n");
    assertThat(read(file("packed.txt", gzip(utf8("naïve\n"))))).isEqualTo("naïve\n");
    assertThat(read(file("one", utf8("x")))).isEqualTo("x");
  }

  @Test
  void leavesOutAByteOrderMark() throws IOException {
    assertThat(read(file("a.txt", utf8("\uFEFFtext")))).isEqualTo("text");
  }

  @Test
  void tellsHowFarItIs() throws IOException {
    byte[] packed = gzip(DownloadTest.randomBytes(200_000, 1));
    List<Long> seen = new ArrayList<>();
    DataFile file = file("a.gz", packed);
    try (InputStream in =
        file.open(
            (done, total) -> {
              assertThat(total).isEqualTo(packed.length);
              seen.add(done);
            })) {
      assertThat(in.readAllBytes()).hasSize(200_000);
    }
    assertThat(seen).isSorted().hasSizeGreaterThan(2).endsWith((long) packed.length);
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    DataFile empty = file("empty.txt", new byte[0]);
    assertThatThrownBy(() -> read(empty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(empty.name() + ": is empty");
    DataFile noGzip = file("a.csv.gz", utf8("plain"));
    assertThatThrownBy(() -> read(noGzip))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(noGzip.name() + ": is not a gzip file, whatever its name says");
    byte[] packed = gzip(DownloadTest.randomBytes(1000, 1));
    DataFile truncated = file("b.gz", java.util.Arrays.copyOf(packed, 500));
    assertThatThrownBy(() -> truncated.open(Progress.NONE).transferTo(new ByteArrayOutputStream()))
        .isInstanceOfSatisfying(
            IOException.class,
            e ->
                assertThat(truncated.problem(e))
                    .hasMessage(truncated.name() + ": is truncated, the gzip data end early"));
    packed[500] ^= 0x55;
    DataFile damaged = file("c.gz", packed);
    assertThatThrownBy(() -> damaged.open(Progress.NONE).transferTo(new ByteArrayOutputStream()))
        .isInstanceOfSatisfying(
            IOException.class,
            e ->
                assertThat(damaged.problem(e))
                    .hasMessageStartingWith(damaged.name() + ": the gzip data are damaged"));
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> DataFile.of(nowhere)).hasMessage(nowhere + ": no such file");
  }

  @Test
  void saysWhereTheTextIsNotUtf8() throws IOException {
    DataFile latin1 =
        file("a.txt", "one\ntwo\ncaf\u00e9 au lait\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> read(latin1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            latin1.name()
                + ": is not UTF-8 at byte 11, line 3; if it is Latin-1: iconv -f ISO-8859-1 -t"
                + " UTF-8 OLD > NEW");
  }

  @Test
  void recognisesUtf16() throws IOException {
    for (byte[] mark : List.of(new byte[] {-1, -2, 'a', 0}, new byte[] {-2, -1, 0, 'a'})) {
      assertThatThrownBy(() -> read(file("a.txt", mark)))
          .hasMessageEndingWith(
              "is not UTF-8 at byte 0, line 1; if it is UTF-16: iconv -f UTF-16 -t UTF-8 OLD >"
                  + " NEW");
    }
  }

  @Test
  void findsTheFirstWrongByteBehindManyRightOnes() throws IOException {
    String good = "häßlich\n".repeat(40_000);
    byte[] bytes = (good + "x").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xC3; // a letter's first half, and then the end
    DataFile file = file("long.txt", bytes);
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("at byte " + (bytes.length - 1) + ", line 40001");
  }

  @Test
  void refusesMoreThanIsAllowedEvenIfItIsPacked() throws IOException {
    DataFile bomb = file("bomb.txt.gz", gzip(new byte[1_000_000]));
    assertThatThrownBy(
            () -> {
              try (BufferedReader reader = bomb.openText(Progress.NONE, 10_000)) {
                reader.readLine();
              }
            })
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(bomb.name() + ": has more than the 10,000 bytes allowed");
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        out.putNextEntry(new ZipEntry(namesAndTexts[i]));
        out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return packed.toByteArray();
  }

  private static String line(DataFile file) {
    try (BufferedReader reader = file.openText(Progress.NONE, List.of(".txt", ".tsv"))) {
      return reader.readLine();
    } catch (IOException e) {
      throw file.problem(e);
    }
  }

  @Test
  void readsTheTextInAZip() throws IOException {
    byte[] packed = zip("_about.txt", "a note", "data/", "", "a.csv", "no", "data/Fra.TXT", "né");
    assertThat(line(file("fra-eng.zip", packed))).isEqualTo("né");
    assertThat(line(file("whatever", packed))).isEqualTo("né");
    assertThat(line(file("plain.txt", utf8("\uFEFFplain")))).isEqualTo("plain");
    assertThat(line(file("a.tsv.gz", gzip(utf8("packed"))))).isEqualTo("packed");
  }

  @Test
  void saysWhatIsWrongWithAZip() throws IOException {
    DataFile other = file("other.zip", zip("_about.txt", "a note", "a.csv", "no"));
    assertThatThrownBy(() -> line(other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(other.name() + ": is a zip with no file *.txt, *.tsv in it");
    byte[] whole = zip("a.txt", "hardly packed at all");
    DataFile truncated = file("short.zip", Arrays.copyOf(whole, 45));
    assertThatThrownBy(() -> line(truncated))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(truncated.name() + ": is truncated, the zip data end early");
    whole[36] ^= 0x55;
    DataFile damaged = file("damaged.zip", whole);
    assertThatThrownBy(() -> line(damaged))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(damaged.name() + ": the zip data are damaged (");
  }

  @Test
  void digestsAreThoseOfOtherPrograms() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    assertThat(ContentDigest.md5(file)).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    assertThat(ContentDigest.sha256(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .isEqualTo(DataFile.of(file).sha256());
  }

  @Test
  void aFoldersDigestDependsOnNamesAndContentsOnly() throws IOException {
    Path one = Files.createDirectories(folder.resolve("one"));
    Path two = Files.createDirectories(folder.resolve("two"));
    for (Path each : List.of(one, two)) {
      Files.writeString(each.resolve("a"), "1");
      Files.writeString(each.resolve("b"), "2");
    }
    String digest = ContentDigest.sha256(one, List.of(one.resolve("a"), one.resolve("b")));
    assertThat(ContentDigest.sha256(two, List.of(two.resolve("a"), two.resolve("b"))))
        .isEqualTo(digest);
    Files.writeString(two.resolve("b"), "3");
    assertThat(ContentDigest.sha256(two, List.of(two.resolve("a"), two.resolve("b"))))
        .isNotEqualTo(digest);
    Files.move(one.resolve("b"), one.resolve("c"));
    assertThat(ContentDigest.sha256(one, List.of(one.resolve("a"), one.resolve("c"))))
        .isNotEqualTo(digest);
  }

  @Test
  void anExcerptIsOneShortLine() {
    assertThat(Excerpt.of("a\nb\u0007\u2028c")).isEqualTo("a?b??c");
    assertThat(Excerpt.of("x".repeat(100))).isEqualTo("x".repeat(60) + "...");
    assertThat(Excerpt.of("naïve 日本")).isEqualTo("naïve 日本");
  }

  @Test
  void aRemoteFileIsChecked() {
    assertThat(RemoteFile.changing("https://a.org/b/c.txt").fileName()).isEqualTo("c.txt");
    for (String bad : List.of("ftp://a.org/b", "a/b", "https://a.org/", "https://a.org")) {
      assertThatThrownBy(() -> RemoteFile.changing(bad))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(bad + ": must");
    }
    assertThatThrownBy(() -> RemoteFile.fixed("https://a.org/b", 1, "xyz"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("md5 = xyz: must be 32 hexadecimal digits");
  }
}
