package dev.seq4j.datasets.novel;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.ContentDigest;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.datasets.source.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A text to learn to write from.
 *
 * <pre>{@code
 * Novel novel = Novel.read(home.locate(Catalogue.NOVEL), TextPreparation.DEFAULT);
 * }</pre>
 *
 * @param title as the file's header gives it, or else the name of the file or folder
 * @param text the text made ready; each line ends with {@code \n}; never blank
 * @param digest SHA-256 of the file's bytes as they lie on disk; for a folder, of its files' names
 *     and contents, as {@link ContentDigest#sha256(Path, List)} defines it
 */
public record Novel(String title, String text, String digest) {

  private static final String SAMPLE_TITLE = "Sample story";

  /**
   * @param location where {@link Catalogue#NOVEL} was found
   * @param preparation how the text is made ready
   * @return the text
   * @throws InvalidInputException as {@link #read(Path, TextPreparation)} does
   */
  public static Novel read(CorpusLocation location, TextPreparation preparation) {
    return location
        .path()
        .map(path -> read(path, preparation))
        .orElseGet(() -> sample(preparation));
  }

  /**
   * @param path a text file in UTF-8, packed with gzip or not, or a folder of {@code .txt} and
   *     {@code .txt.gz} files, which are read in the order of their names
   * @param preparation how the text is made ready
   * @return the text
   * @throws InvalidInputException if there is no such path, no text in it, too much, or something
   *     else than UTF-8; names the file and the place
   */
  public static Novel read(Path path, TextPreparation preparation) {
    if (!Files.isDirectory(path)) {
      DataFile file = DataFile.of(path);
      return read(List.of(file), file.name(), withoutSuffix(path), file.sha256(), preparation);
    }
    List<Path> texts = texts(path);
    return read(
        texts.stream().map(DataFile::of).toList(),
        path.toString(),
        String.valueOf(path.toAbsolutePath().normalize().getFileName()),
        ContentDigest.sha256(path, texts),
        preparation);
  }

  /**
   * @param preparation how the text is made ready
   * @return the story inside the jar, written for Seq4j in the manner of the time
   */
  public static Novel sample(TextPreparation preparation) {
    DataFile file = DataFile.of(Catalogue.NOVEL.sample());
    return read(List.of(file), file.name(), SAMPLE_TITLE, file.sha256(), preparation);
  }

  private static Novel read(
      List<DataFile> files,
      String place,
      String otherTitle,
      String digest,
      TextPreparation preparation) {
    requireShort(place, files.stream().mapToLong(DataFile::bytes).sum(), preparation);
    TextBuilder builder = new TextBuilder(preparation);
    for (DataFile file : files) {
      addLines(file, builder, preparation);
      requireShort(place, builder.length(), preparation);
    }
    String text = builder.text();
    if (text.isBlank()) {
      throw new InvalidInputException(
          place
              + (builder.isFramed()
                  ? ": holds nothing but Project Gutenberg's header and licence"
                  : ": holds no text"));
    }
    String title = files.size() == 1 ? builder.title().orElse(otherTitle) : otherTitle;
    return new Novel(title, text, digest);
  }

  private static void addLines(DataFile file, TextBuilder builder, TextPreparation preparation) {
    try (BufferedReader reader = file.openText(Progress.NONE, preparation.mostBytes())) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.indexOf('\0') >= 0) {
          throw file.problem("is binary data, not text");
        }
        builder.add(line);
      }
      builder.endFile();
    } catch (IOException e) {
      throw file.problem(e);
    }
  }

  private static void requireShort(String place, long bytes, TextPreparation preparation) {
    if (bytes > preparation.mostBytes()) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "%s: has %,d bytes, at most %,d are allowed",
              place,
              bytes,
              preparation.mostBytes()));
    }
  }

  private static List<Path> texts(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> texts =
          entries
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .filter(file -> !withoutSuffix(file).equals(file.getFileName().toString()))
              .sorted()
              .toList();
      if (texts.isEmpty()) {
        throw new InvalidInputException(folder + ": holds no .txt or .txt.gz files");
      }
      return texts;
    } catch (IOException e) {
      throw FileProblems.cannotRead(folder, e);
    }
  }

  private static String withoutSuffix(Path file) {
    return file.getFileName().toString().replaceFirst("(?i)\\.txt(\\.gz)?$", "");
  }

  /** Without the text, which fills a book. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "Novel[%s, %,d characters, %s]", title, text.length(), digest);
  }
}
