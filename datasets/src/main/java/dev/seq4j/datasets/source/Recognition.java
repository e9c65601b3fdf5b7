package dev.seq4j.datasets.source;

import dev.seq4j.core.file.FileProblems;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By what a data set is known on disk.
 *
 * @param fileNames names of the file that holds it, looked for inside a folder
 * @param folderNames names of the unpacked folder, looked for inside a folder
 * @param folderContent the path that an unpacked folder must hold, such as {@code train/pos}; empty
 *     if it is never a folder of that kind
 * @param suffixes how a file given itself may end, in lower case
 * @param folderOfFiles whether a folder that holds nothing but files with those suffixes counts
 * @param classFolders whether a folder counts that holds two folders or more with {@code .txt}
 *     files in them, each a class
 */
public record Recognition(
    List<String> fileNames,
    List<String> folderNames,
    Optional<Path> folderContent,
    List<String> suffixes,
    boolean folderOfFiles,
    boolean classFolders) {

  public Recognition {
    fileNames = List.copyOf(fileNames);
    folderNames = List.copyOf(folderNames);
    suffixes = List.copyOf(suffixes);
  }

  /**
   * @param path a file or folder that may not exist
   * @return the file or folder to read, if the path is the data set or a folder that holds it
   */
  public Optional<Path> find(Path path) {
    if (Files.isRegularFile(path)) {
      return hasSuffix(path) ? Optional.of(path) : Optional.empty();
    }
    if (!Files.isDirectory(path)) {
      return Optional.empty();
    }
    return Stream.of(
            fileNames.stream().map(path::resolve).filter(Files::isRegularFile),
            Stream.of(path).filter(this::isUnpacked),
            folderNames.stream().map(path::resolve).filter(this::isUnpacked),
            Stream.of(path).filter(this::isFolderOfFiles),
            Stream.of(path).filter(this::isFolderOfClasses))
        .flatMap(found -> found)
        .findFirst();
  }

  /**
   * @return what {@link #find} looks for, for an error message
   */
  public String describe() {
    List<String> known = new ArrayList<>(fileNames);
    folderContent.ifPresent(
        content -> {
          folderNames.forEach(name -> known.add(name + "/"));
          known.add("a folder with " + content.toString().replace('\\', '/'));
        });
    known.add("a file *" + String.join(", *", suffixes));
    if (folderOfFiles) {
      known.add("or a folder of nothing but such files");
    }
    if (classFolders) {
      known.add("or a folder with a folder of .txt files for each class");
    }
    return String.join(", ", known);
  }

  /** Whether the name is one that the original has, and not any file that a user gave. */
  boolean isOriginalName(Path path) {
    String name = String.valueOf(path.getFileName());
    return fileNames.contains(name) || folderNames.contains(name);
  }

  private boolean hasSuffix(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return suffixes.stream().anyMatch(name::endsWith);
  }

  private boolean isUnpacked(Path folder) {
    return folderContent.isPresent() && Files.isDirectory(folder.resolve(folderContent.get()));
  }

  private boolean isFolderOfFiles(Path folder) {
    if (!folderOfFiles) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> visible =
          entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).toList();
      return !visible.isEmpty()
          && visible.stream().allMatch(entry -> Files.isRegularFile(entry) && hasSuffix(entry));
    } catch (IOException e) {
      throw FileProblems.cannotRead(folder, e);
    }
  }

  private boolean isFolderOfClasses(Path folder) {
    return classFolders && classFolders(folder).size() >= 2;
  }

  /**
   * @param folder any folder
   * @return the folders in it that hold {@code .txt} files, by name
   */
  public static List<Path> classFolders(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).filter(Recognition::holdsTexts).sorted().toList();
    } catch (IOException e) {
      throw FileProblems.cannotRead(folder, e);
    }
  }

  private static boolean holdsTexts(Path folder) {
    try (DirectoryStream<Path> texts = Files.newDirectoryStream(folder, "*.txt")) {
      return texts.iterator().hasNext();
    } catch (IOException e) {
      throw FileProblems.cannotRead(folder, e);
    }
  }
}
