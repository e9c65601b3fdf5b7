package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Truncation;
import dev.seq4j.core.text.Vocabulary;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.ToIntFunction;

/**
 * The tokens of many labelled texts: a table of the distinct tokens, and for each token of each
 * text its number in that table.
 *
 * <p>4 bytes a token and 8 a text besides the table, so 50,000 reviews of 270 tokens take 54 MB.
 * Immutable. What is slow, reading and tokenizing, is done once here (and not even that with a
 * {@link CorpusCache}); counting and encoding for any choice of training texts and vocabulary is
 * quick then.
 */
public final class Corpus {

  private final List<String> table;
  private final int[] tokens;
  private final int[] starts; // [texts + 1]
  private final int[] labels;
  private final List<String> classNames;

  /** Takes the arrays as they are; whoever calls has checked them. */
  Corpus(List<String> table, int[] tokens, int[] starts, int[] labels, List<String> classNames) {
    this.table = table;
    this.tokens = tokens;
    this.starts = starts;
    this.labels = labels;
    this.classNames = classNames;
  }

  /**
   * Reads and tokenizes texts; the classes are those that occur, in alphabetical order.
   *
   * @param texts read once, in order, by the calling thread
   * @param tokenizer used by all cores at the same time; the result does not depend on how many
   * @return the corpus
   * @throws InvalidInputException if there is no text
   */
  public static Corpus read(Iterable<LabelledText> texts, Tokenizer tokenizer) {
    CorpusReader reader = new CorpusReader(tokenizer);
    reader.read(texts);
    return reader.corpus(reader.classesFound().stream().sorted().toList());
  }

  /**
   * Reads and tokenizes texts of known classes.
   *
   * @param texts read once, in order, by the calling thread
   * @param tokenizer used by all cores at the same time; the result does not depend on how many
   * @param classNames the classes in the order of their labels
   * @return the corpus
   * @throws InvalidInputException if there is no text, a class has no text, or a text has another
   *     class
   */
  public static Corpus read(
      Iterable<LabelledText> texts, Tokenizer tokenizer, List<String> classNames) {
    if (new HashSet<>(classNames).size() != classNames.size()) {
      throw new InvalidInputException("classes = " + classNames + ": must differ");
    }
    CorpusReader reader = new CorpusReader(tokenizer);
    reader.read(texts);
    List<String> found = reader.classesFound();
    for (String name : found) {
      if (!classNames.contains(name)) {
        throw new InvalidInputException(
            "class = %s: must be one of %s".formatted(name, classNames));
      }
    }
    for (String name : classNames) {
      if (!found.contains(name)) {
        throw new InvalidInputException("class = " + name + ": has no text");
      }
    }
    return reader.corpus(List.copyOf(classNames));
  }

  /**
   * @return how many texts there are, 1 or more
   */
  public int size() {
    return labels.length;
  }

  /**
   * @return how many tokens all texts have together
   */
  public int tokenCount() {
    return tokens.length;
  }

  /**
   * @param text from 0 to below {@link #size()}
   * @return how many tokens it has; 0 for an empty text
   */
  public int length(int text) {
    return starts[text + 1] - starts[text];
  }

  /**
   * @param text from 0 to below {@link #size()}
   * @return its tokens, as the tokenizer made them; a view
   */
  public List<String> tokens(int text) {
    return new TextTokens(starts[text], length(text));
  }

  /**
   * @param text from 0 to below {@link #size()}
   * @return its class, an index of {@link #classNames()}
   */
  public int label(int text) {
    return labels[text];
  }

  /**
   * @return the class of every text, as {@link Split#stratified} wants it
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * @return the classes' names by label
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * @return the distinct tokens, in the order in which they first occur
   */
  public List<String> distinctTokens() {
    return table;
  }

  /**
   * Counts tokens, to make a vocabulary of them. Give it the training texts only: a vocabulary that
   * has seen the validation texts makes them look easier than new text is.
   *
   * @param texts which texts, such as {@link Split#train()}
   * @return how often each token occurs in them, in the order of {@link #distinctTokens()}; tokens
   *     that do not occur in them are left out
   */
  public Map<String, Long> counts(int[] texts) {
    long[] counts = new long[table.size()];
    for (int text : texts) {
      Objects.checkIndex(text, size());
      for (int i = starts[text]; i < starts[text + 1]; i++) {
        counts[tokens[i]]++;
      }
    }
    Map<String, Long> byToken = new LinkedHashMap<>();
    for (int number = 0; number < counts.length; number++) {
      if (counts[number] > 0) {
        byToken.put(table.get(number), counts[number]);
      }
    }
    return byToken;
  }

  /**
   * Counts the tokens of all texts.
   *
   * @return as {@link #counts(int[])}
   */
  public Map<String, Long> counts() {
    int[] all = new int[size()];
    Arrays.setAll(all, i -> i);
    return counts(all);
  }

  /**
   * Turns the tokens into vocabulary ids. An empty text becomes one token of id 1, "unknown", so
   * that every row of a batch has something to read.
   *
   * @param vocabulary the id of a token, from 1 to below {@code vocabularySize}; asked once for
   *     each distinct token, such as {@code vocabulary::id}
   * @param vocabularySize ids there are, padding (0) and unknown (1) included
   * @param truncation what is kept of a long text
   * @return all texts in the same order
   * @throws InvalidInputException if the vocabulary gives an id that is out of range
   */
  public EncodedTexts encode(
      ToIntFunction<String> vocabulary, int vocabularySize, Truncation truncation) {
    int[] idOf = new int[table.size()];
    for (int number = 0; number < idOf.length; number++) {
      String token = table.get(number);
      idOf[number] =
          EncodedTexts.requireId(
              vocabulary.applyAsInt(token),
              Vocabulary.PAD + 1,
              vocabularySize,
              "token '" + token + "'");
    }
    int[] encodedStarts = new int[size()];
    int[] lengths = new int[size()];
    int total = 0;
    for (int text = 0; text < size(); text++) {
      encodedStarts[text] = total;
      lengths[text] = Math.max(1, truncation.kept(length(text)));
      total = Math.addExact(total, lengths[text]);
    }
    int[] ids = new int[total];
    for (int text = 0; text < size(); text++) {
      int length = length(text);
      if (length == 0) {
        ids[encodedStarts[text]] = Vocabulary.UNK;
      } else {
        for (int t = 0; t < lengths[text]; t++) {
          ids[encodedStarts[text] + t] = idOf[tokens[starts[text] + truncation.source(t, length)]];
        }
      }
    }
    return new EncodedTexts(
        ids, encodedStarts, lengths, labels.clone(), classNames, vocabularySize);
  }

  /** Returns the number in the table of a token of the flat array. */
  int number(int position) {
    return tokens[position];
  }

  /** The tokens of one text, read through the table. */
  private final class TextTokens extends AbstractList<String> implements RandomAccess {

    private final int start;
    private final int length;

    TextTokens(int start, int length) {
      this.start = start;
      this.length = length;
    }

    @Override
    public String get(int index) {
      return table.get(tokens[start + Objects.checkIndex(index, length)]);
    }

    @Override
    public int size() {
      return length;
    }
  }
}
