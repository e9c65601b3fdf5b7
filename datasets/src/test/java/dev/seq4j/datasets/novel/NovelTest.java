package dev.seq4j.datasets.novel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.DataHome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NovelTest {

  private static final TextPreparation DEFAULT = TextPreparation.DEFAULT;

  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void readsAFile() throws IOException {
    Path file =
        write(
            "98-0.txt",
            "\uFEFFThe Project Gutenberg eBook\r\n\r\nTitle: A  Tale\r\n       and more\r\n\r\n"
                + "*** START OF THE PROJECT GUTENBERG EBOOK A TALE ***\r\n\r\n\r\n"
                + "\u201cIt was\u201d   the best\u2014\r\n\r\n\r\nCaf\u00e9.\r\n\r\n\r\n"
                + "*** END OF THE PROJECT GUTENBERG EBOOK A TALE ***\r\nLicence\r\n");
    Novel novel = Novel.read(file, DEFAULT);
    assertThat(novel.title()).isEqualTo("A Tale");
    assertThat(novel.text()).isEqualTo("\"It was\" the best--\n\n\nCafe.\n");
    assertThat(novel.digest()).hasSize(64);
    assertThat(novel).hasToString("Novel[A Tale, 28 characters, " + novel.digest() + "]");
    assertThat(Novel.read(file, DEFAULT.withFoldEmptyLines(true)).text())
        .isEqualTo("\"It was\" the best--\n\nCafe.\n");
    assertThat(Novel.read(file, DEFAULT.withFoldSpaces(false)).text())
        .startsWith("\"It was\"   the best--\n");
    assertThat(Novel.read(file, DEFAULT.withAscii(false)).text())
        .isEqualTo("\u201cIt was\u201d the best\u2014\n\n\nCaf\u00e9.\n");
    assertThat(Novel.read(file, DEFAULT.withCutGutenberg(false)).text())
        .startsWith("The Project Gutenberg eBook\n\nTitle: A Tale\n")
        .endsWith("\nLicence\n");
  }

  @Test
  void namesATextWithoutAHeaderAfterItsFile() throws IOException {
    assertThat(Novel.read(write("Bleak House.txt", "Fog."), DEFAULT))
        .returns("Bleak House", Novel::title)
        .returns("Fog.\n", Novel::text);
  }

  @Test
  void readsPackedTexts() throws IOException {
    Path file = folder.resolve("a.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("Fog.\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Novel.read(file, DEFAULT)).returns("a", Novel::title).returns("Fog.\n", Novel::text);
  }

  @Test
  void readsAFolderInTheOrderOfTheNames() throws IOException {
    Path books = Files.createDirectory(folder.resolve("books"));
    Files.writeString(
        books.resolve("b.txt"),
        "Title: B\n*** START OF THIS PROJECT GUTENBERG EBOOK B ***\nSecond.\n"
            + "*** END OF THIS PROJECT GUTENBERG EBOOK B ***\nLicence\n");
    Files.writeString(books.resolve("a.txt"), "First.");
    Files.writeString(books.resolve("c.TXT"), "Third.\n");
    Files.writeString(books.resolve("notes.md"), "Not this.");
    Files.writeString(books.resolve("._a.txt"), "Nor this.");
    Novel novel = Novel.read(books, DEFAULT);
    assertThat(novel.text()).isEqualTo("First.\n\nSecond.\n\nThird.\n");
    assertThat(novel.title()).isEqualTo("books");
    Files.writeString(books.resolve("notes.md"), "Changed.");
    assertThat(Novel.read(books, DEFAULT).digest()).isEqualTo(novel.digest());
    Files.writeString(books.resolve("a.txt"), "Changed.");
    assertThat(Novel.read(books, DEFAULT).digest()).isNotEqualTo(novel.digest());
  }

  @Test
  void readsTheSample() {
    Novel sample = Novel.sample(DEFAULT);
    assertThat(sample.title()).isEqualTo("Sample story");
    assertThat(sample.text()).hasSizeGreaterThan(3_000).matches("\\A\\p{ASCII}+\\z");
    assertThat(
            Novel.read(
                DataHome.of(Map.of(), folder).withOffline(true).locate(Catalogue.NOVEL), DEFAULT))
        .isEqualTo(sample);
  }

  @Test
  void readsFromWhereverTheNovelWasFound() throws IOException {
    write("98-0.txt", "A tale.\n");
    DataHome home = DataHome.of(Map.of(), folder).withData(folder);
    assertThat(Novel.read(home.locate(Catalogue.NOVEL), DEFAULT).text()).isEqualTo("A tale.\n");
  }

  @Test
  void saysWhereATextIsNotUtf8() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.write(file, "Caf\u00e9 noir\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Novel.read(file, DEFAULT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            file
                + ": is not UTF-8 at byte 3, line 1; if it is Latin-1: iconv -f ISO-8859-1 -t"
                + " UTF-8 OLD > NEW");
  }

  @Test
  void refusesWhatHoldsNoText() throws IOException {
    Path empty = write("empty.txt", "");
    assertThatThrownBy(() -> Novel.read(empty, DEFAULT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(empty + ": is empty");
    Path blank = write("blank.txt", " \n\n\u00a0\n");
    assertThatThrownBy(() -> Novel.read(blank, DEFAULT)).hasMessage(blank + ": holds no text");
    Path header =
        write("header.txt", "Title: X\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\n\n");
    assertThatThrownBy(() -> Novel.read(header, DEFAULT))
        .hasMessage(header + ": holds nothing but Project Gutenberg's header and licence");
    Path binary = write("binary.txt", "a\0b");
    assertThatThrownBy(() -> Novel.read(binary, DEFAULT))
        .hasMessage(binary + ": is binary data, not text");
    Path nowhere = folder.resolve("nowhere.txt");
    assertThatThrownBy(() -> Novel.read(nowhere, DEFAULT)).hasMessage(nowhere + ": no such file");
    Path bare = Files.createDirectory(folder.resolve("bare"));
    assertThatThrownBy(() -> Novel.read(bare, DEFAULT))
        .hasMessage(bare + ": holds no .txt or .txt.gz files");
  }

  @Test
  void refusesTooMuch() throws IOException {
    TextPreparation small = DEFAULT.withMostBytes(1_500);
    Path file = write("a.txt", "0123456789\n".repeat(200));
    assertThatThrownBy(() -> Novel.read(file, small))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": has 2,200 bytes, at most 1,500 are allowed");
    Path packed = folder.resolve("b.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("0123456789\n".repeat(200).getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> Novel.read(packed, small))
        .hasMessage(packed + ": has more than the 1,500 bytes allowed");
    assertThatThrownBy(() -> DEFAULT.withMostBytes(0))
        .hasMessage("mostBytes = 0: must be in [1, 1073741824]");
  }
}
