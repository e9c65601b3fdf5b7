package dev.seq4j.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {

  private static final Recognition REVIEWS = Catalogue.REVIEWS.recognition();
  private static final Recognition NOVEL = Catalogue.NOVEL.recognition();

  @TempDir Path folder;

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  @Test
  void knowsTheArchiveInAFolder() throws IOException {
    Path archive = write("aclImdb_v1.tar.gz");
    Files.createDirectories(folder.resolve("aclImdb/train/pos"));
    assertThat(REVIEWS.find(folder)).contains(archive);
    assertThat(NOVEL.find(folder)).isEmpty();
  }

  @Test
  void knowsTheUnpackedFolderFromOutsideAndInside() throws IOException {
    Path unpacked = folder.resolve("aclImdb");
    Files.createDirectories(unpacked.resolve("train/pos"));
    assertThat(REVIEWS.find(folder)).contains(unpacked);
    assertThat(REVIEWS.find(unpacked)).contains(unpacked);
    assertThat(REVIEWS.find(unpacked.resolve("train"))).isEmpty();
  }

  @Test
  void aFolderOfThatNameWithoutReviewsDoesNotCount() throws IOException {
    Files.createDirectories(folder.resolve("aclImdb/train"));
    assertThat(REVIEWS.find(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.tar.gz",
        "a.tgz",
        "a.csv",
        "a.csv.gz",
        "a.tsv",
        "A.TSV.GZ",
        "aclImdb_v1.tar.gz"
      })
  void knowsAFileOfReviewsByItsSuffix(String name) throws IOException {
    Path file = write(name);
    assertThat(REVIEWS.find(file)).contains(file);
    assertThat(NOVEL.find(file)).isEmpty();
  }

  @Test
  void doesNotTakeAnyTableInAFolder() throws IOException {
    write("accounts.csv");
    assertThat(REVIEWS.find(folder)).isEmpty();
  }

  @Test
  void knowsTheNovelAmongOtherFiles() throws IOException {
    Path novel = write("98-0.txt");
    write("other.txt");
    write("aclImdb_v1.tar.gz");
    assertThat(NOVEL.find(folder)).contains(novel);
  }

  @Test
  void knowsAFolderOfNothingButTexts() throws IOException {
    assertThat(NOVEL.find(folder)).isEmpty();
    write("one.txt");
    write("two.txt.gz");
    write(".hidden");
    assertThat(NOVEL.find(folder)).contains(folder);
    write("table.csv");
    assertThat(NOVEL.find(folder)).isEmpty();
  }

  @Test
  void knowsAnyTextGivenItself() throws IOException {
    Path text = write("mine.TXT");
    assertThat(NOVEL.find(text)).contains(text);
    assertThat(REVIEWS.find(text)).isEmpty();
  }

  @Test
  void knowsAFolderWithAFolderForEachClass() throws IOException {
    write("good/1.txt");
    assertThat(REVIEWS.find(folder)).as("one class").isEmpty();
    write("bad/1.txt");
    write("notes/readme.md");
    assertThat(REVIEWS.find(folder)).contains(folder);
    assertThat(Recognition.classFolders(folder))
        .containsExactly(folder.resolve("bad"), folder.resolve("good"));
    assertThat(NOVEL.find(folder)).isEmpty();
  }

  @Test
  void nothingIsNothing() {
    assertThat(REVIEWS.find(folder.resolve("nowhere.csv"))).isEmpty();
  }

  @Test
  void saysWhatItKnows() {
    assertThat(REVIEWS.describe())
        .isEqualTo(
            "aclImdb_v1.tar.gz, aclImdb/, a folder with train/pos, a file *.tar.gz, *.tgz, *.csv,"
                + " *.csv.gz, *.tsv, *.tsv.gz, or a folder with a folder of .txt files for each"
                + " class");
  }
}
