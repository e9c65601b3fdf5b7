package dev.seq4j.datasets.imdb;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.ContentDigest;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.datasets.source.Progress;
import dev.seq4j.datasets.source.Recognition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The Large Movie Review Dataset: 25,000 reviews to train with and 25,000 to test with, half of
 * them positive (Maas et al., ACL 2011).
 *
 * <p>Reads the official {@code aclImdb_v1.tar.gz} as a stream, a folder unpacked from it, a CSV or
 * TSV file, or any folder with a folder of {@code .txt} files for each class. The 50,000 reviews
 * without a label are passed over. The order is that of part, label and the file's number, whatever
 * the order in the archive; a CSV file keeps its own.
 *
 * <pre>{@code
 * Reviews reviews = ImdbReviews.of(home.locate(Catalogue.REVIEWS)).read();
 * }</pre>
 */
public final class ImdbReviews {

  /** The label of reviews with 7 to 10 stars. */
  public static final String POSITIVE = "positive";

  /** The label of reviews with 1 to 4 stars. */
  public static final String NEGATIVE = "negative";

  // Exactly one of the two is there.
  private final Optional<Path> folder;
  private final Optional<DataFile> file;
  private final TableFormat format;
  private final Progress progress;

  private ImdbReviews(
      Optional<Path> folder, Optional<DataFile> file, TableFormat format, Progress progress) {
    this.folder = folder;
    this.file = file;
    this.format = Objects.requireNonNull(format, "format");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * @param path {@code aclImdb_v1.tar.gz} or another archive of its layout, a CSV or TSV file, the
   *     folder {@code aclImdb}, a folder that holds the archive or that folder, or a folder with a
   *     folder of {@code .txt} files for each class
   * @return reads it
   * @throws InvalidInputException if there is no such path, or it is none of these
   */
  public static ImdbReviews at(Path path) {
    if (!Files.exists(path)) {
      throw new InvalidInputException(path + ": no such file or folder");
    }
    Recognition recognition = Catalogue.REVIEWS.recognition();
    Path found =
        recognition
            .find(path)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        path + ": no reviews there; known are " + recognition.describe()));
    return Files.isDirectory(found)
        ? new ImdbReviews(Optional.of(found), Optional.empty(), TableFormat.DEFAULT, Progress.NONE)
        : of(DataFile.of(found));
  }

  /**
   * @param location where {@link Catalogue#REVIEWS} was found
   * @return reads it
   */
  public static ImdbReviews of(CorpusLocation location) {
    return location.path().map(ImdbReviews::at).orElseGet(ImdbReviews::sample);
  }

  /**
   * @return reads the sample inside the jar: reviews written for Seq4j, in one part
   */
  public static ImdbReviews sample() {
    return of(DataFile.of(Catalogue.REVIEWS.sample()));
  }

  private static ImdbReviews of(DataFile file) {
    return new ImdbReviews(Optional.empty(), Optional.of(file), TableFormat.DEFAULT, Progress.NONE);
  }

  /**
   * @param newFormat columns and quotes of a CSV file; archives and folders have none
   * @return a copy with that format
   */
  public ImdbReviews withFormat(TableFormat newFormat) {
    return new ImdbReviews(folder, file, newFormat, progress);
  }

  /**
   * @param newProgress is told the bytes read; for a folder, the files
   * @return a copy with that listener
   */
  public ImdbReviews withProgress(Progress newProgress) {
    return new ImdbReviews(folder, file, format, newProgress);
  }

  /**
   * @return SHA-256 of the file's bytes; for a folder, of its reviews' names and contents, as
   *     {@link ContentDigest#sha256(Path, List)} defines it
   * @throws InvalidInputException if it cannot be read
   */
  public String digest() {
    return folder
        .map(place -> isUnpacked(place) ? ReviewFiles.digest(place) : ClassFolders.digest(place))
        .orElseGet(() -> file.orElseThrow().sha256());
  }

  /**
   * @return all labelled reviews; at least one
   * @throws InvalidInputException if the data cannot be read, or are not what their name says;
   *     names the file and the line or entry
   */
  public Reviews read() {
    if (folder.isPresent()) {
      return isUnpacked(folder.get())
          ? ReviewFiles.readFolder(folder.get(), progress)
          : new Reviews(ClassFolders.read(folder.get(), progress), List.of());
    }
    DataFile single = file.orElseThrow();
    String lowerCase = single.name().toLowerCase(Locale.ROOT);
    if (lowerCase.endsWith(".tar.gz") || lowerCase.endsWith(".tgz")) {
      return ReviewFiles.readArchive(single, progress);
    }
    LabelledCsv table = LabelledCsv.of(single).withFormat(format).withProgress(progress);
    return new Reviews(table.read(), List.of());
  }

  private static boolean isUnpacked(Path folder) {
    return Catalogue.REVIEWS
        .recognition()
        .folderContent()
        .map(content -> Files.isDirectory(folder.resolve(content)))
        .orElse(false);
  }
}
