package dev.seq4j.datasets.imdb;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.source.ContentDigest;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.datasets.source.Excerpt;
import dev.seq4j.datasets.source.Progress;
import dev.seq4j.datasets.source.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** One file a review, as Maas et al. publish them: in a tar archive or a folder. */
final class ReviewFiles {

  /** The longest of the original has 14 kB. */
  private static final int MOST_BYTES = 1 << 24;

  private ReviewFiles() {}

  /** Reads a tar archive as a stream; nothing is unpacked to disk. */
  static Reviews readArchive(DataFile archive, Progress progress) {
    SortedMap<ReviewName, String> texts = new TreeMap<>();
    byte[] buffer = new byte[1 << 16];
    String firstEntry = null;
    try (InputStream unpacked = archive.open(progress);
        TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (firstEntry == null) {
          firstEntry = entry.getName();
        }
        Optional<ReviewName> name =
            entry.isFile() ? ReviewName.parse(entry.getName()) : Optional.empty();
        if (name.isPresent()) {
          String place = archive.name() + ": " + entry.getName();
          int length = requireSensible(place, entry.getSize());
          if (length > buffer.length) {
            buffer = new byte[length];
          }
          if (tar.readNBytes(buffer, 0, length) < length) {
            throw archive.problem("is truncated in " + entry.getName());
          }
          texts.put(name.get(), decode(place, buffer, length));
        }
      }
    } catch (IOException e) {
      throw archive.problem(e);
    }
    if (texts.isEmpty()) {
      String instead =
          firstEntry == null ? "it is empty" : "its first entry is " + Excerpt.of(firstEntry);
      throw archive.problem("holds no reviews " + ReviewName.LAYOUT + "; " + instead);
    }
    return toReviews(texts);
  }

  /** Reads a folder that holds {@code train/pos} and the like. */
  static Reviews readFolder(Path folder, Progress progress) {
    SortedMap<ReviewName, Path> files = list(folder);
    SortedMap<ReviewName, String> texts = new TreeMap<>();
    files.forEach(
        (name, file) -> {
          texts.put(name, read(file));
          progress.advanced(texts.size(), files.size());
        });
    return toReviews(texts);
  }

  static String digest(Path folder) {
    return ContentDigest.sha256(folder, List.copyOf(list(folder).values()));
  }

  private static SortedMap<ReviewName, Path> list(Path folder) {
    SortedMap<ReviewName, Path> files = new TreeMap<>();
    for (String part : List.of("train/neg", "train/pos", "test/neg", "test/pos")) {
      Path place = folder.resolve(part);
      if (Files.isDirectory(place)) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place, "*.txt")) {
          entries.forEach(
              file ->
                  ReviewName.parse(part + "/" + file.getFileName())
                      .ifPresent(name -> files.put(name, file)));
        } catch (IOException e) {
          throw FileProblems.cannotRead(place, e);
        }
      }
    }
    if (files.isEmpty()) {
      throw new InvalidInputException(folder + ": holds no reviews " + ReviewName.LAYOUT);
    }
    return files;
  }

  /** Reads one text; names the file if it is no text. */
  static String read(Path file) {
    try {
      requireSensible(file.toString(), Files.size(file));
      byte[] bytes = Files.readAllBytes(file);
      return decode(file.toString(), bytes, bytes.length);
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
  }

  private static int requireSensible(String place, long bytes) {
    if (bytes > MOST_BYTES) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT, "%s: has %,d bytes, a review at most %,d", place, bytes, MOST_BYTES));
    }
    return (int) bytes;
  }

  private static String decode(String place, byte[] bytes, int length) {
    try {
      String text = Utf8.decode(bytes, length);
      if (text.indexOf('\0') >= 0) {
        throw new InvalidInputException(place + ": is binary data, not text");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(place + ": is not UTF-8 text", e);
    }
  }

  private static Reviews toReviews(SortedMap<ReviewName, String> texts) {
    List<LabelledText> train = new ArrayList<>();
    List<LabelledText> test = new ArrayList<>();
    texts.forEach(
        (name, text) -> (name.isTrain() ? train : test).add(new LabelledText(text, name.label())));
    return new Reviews(train, test);
  }
}
