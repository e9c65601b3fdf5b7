package dev.seq4j.datasets.imdb;

import dev.seq4j.core.file.FileProblems;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.source.ContentDigest;
import dev.seq4j.datasets.source.Progress;
import dev.seq4j.datasets.source.Recognition;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with a folder for each class, which holds a {@code .txt} file for each text. */
final class ClassFolders {

  private ClassFolders() {}

  /** Reads all texts, in the order of their classes' and their own names. */
  static List<LabelledText> read(Path folder, Progress progress) {
    List<Path> files = list(folder);
    List<LabelledText> texts = new ArrayList<>();
    for (Path file : files) {
      String label = file.getParent().getFileName().toString();
      texts.add(new LabelledText(ReviewFiles.read(file), label));
      progress.advanced(texts.size(), files.size());
    }
    return texts;
  }

  static String digest(Path folder) {
    return ContentDigest.sha256(folder, list(folder));
  }

  private static List<Path> list(Path folder) {
    List<Path> files = new ArrayList<>();
    for (Path ofClass : Recognition.classFolders(folder)) {
      List<Path> texts = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(ofClass, "*.txt")) {
        entries.forEach(texts::add);
      } catch (IOException e) {
        throw FileProblems.cannotRead(ofClass, e);
      }
      texts.sort(null);
      files.addAll(texts);
    }
    return files;
  }
}
