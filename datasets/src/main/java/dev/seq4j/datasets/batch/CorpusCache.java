package dev.seq4j.datasets.batch;

import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokenized corpora in a folder, one file each, so that a second start need not read and tokenize.
 *
 * <p>A cache is never the reason of an error or of wrong data: a file that is damaged, cut off, of
 * another key or of another version of the format is as good as none, and the next {@link #save}
 * replaces it. Files of keys no longer used stay until somebody deletes them.
 */
public final class CorpusCache {

  private static final Logger LOG = LoggerFactory.getLogger(CorpusCache.class);

  private final Path folder;

  /**
   * @param folder where the files are; made when the first is saved
   */
  public CorpusCache(Path folder) {
    this.folder = Objects.requireNonNull(folder, "folder");
  }

  /**
   * What a corpus was made of.
   *
   * @param data digest of the data, and whatever else decides which texts are read from it, such as
   *     the columns of a table or the version of the reader
   * @param tokenizer as {@code Tokenizer.spec()} says
   */
  public record Key(String data, String tokenizer) {

    public Key {
      Objects.requireNonNull(data, "data");
      Objects.requireNonNull(tokenizer, "tokenizer");
    }
  }

  /**
   * Loads a corpus, or makes and saves it if there is none to load.
   *
   * @param key what it is made of
   * @param maker reads and tokenizes it
   * @return the corpus
   * @throws dev.seq4j.core.InvalidInputException if the file cannot be written
   */
  public Corpus loadOr(Key key, Supplier<Corpus> maker) {
    Optional<Corpus> loaded = load(key);
    if (loaded.isPresent()) {
      return loaded.get();
    }
    Corpus made = maker.get();
    save(key, made);
    return made;
  }

  /**
   * Loads a corpus.
   *
   * @param key what it was made of
   * @return the corpus as it was saved, or nothing if it was not or its file is of no use
   */
  public Optional<Corpus> load(Key key) {
    Path file = file(key);
    try {
      Optional<Corpus> corpus = CorpusFormat.read(Files.readAllBytes(file), key);
      if (corpus.isEmpty()) {
        LOG.info("{}: damaged or of another version, not used", file);
      }
      return corpus;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("{}; not used", FileProblems.cannotRead(file, e).getMessage());
      return Optional.empty();
    }
  }

  /**
   * Saves a corpus, replacing one of the same key.
   *
   * @param key what it was made of
   * @param corpus the corpus
   * @throws dev.seq4j.core.InvalidInputException if the file cannot be written
   */
  public void save(Key key, Corpus corpus) {
    AtomicFile.write(file(key), out -> CorpusFormat.write(corpus, key, out));
  }

  /**
   * @param key what a corpus is made of
   * @return where it is or would be saved
   */
  public Path file(Key key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key.data().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(key.tokenizer().getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(digest.digest(), 0, 16) + ".corpus");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
