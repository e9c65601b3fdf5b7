package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.core.text.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Tokenizes a stream of texts on all cores.
 *
 * <p>The calling thread reads the texts and hands them out in chunks; the cores turn each chunk
 * into numbers of a table of its own; the calling thread takes the chunks back in their order and
 * translates their numbers to those of the one table. So the result is what a single thread would
 * make, and only a few chunks of text are in memory at a time.
 */
final class CorpusReader {

  private static final int CHUNK_TEXTS = 256;
  private static final int CHUNK_CHARACTERS = 1 << 20;

  /** The largest array that every Java virtual machine can make. */
  private static final int MOST_TOKENS = Integer.MAX_VALUE - 8;

  private final Tokenizer tokenizer;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> table = new ArrayList<>();
  private final Map<String, Integer> classNumbers = new HashMap<>();
  private final List<String> classes = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private int texts;
  private long tokens;

  CorpusReader(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Consecutive texts tokenized, the tokens as numbers of a table of their own. */
  private record Chunk(List<String> table, int[] tokens, int[] lengths, List<String> labels) {}

  /** The same with the numbers of the one table, and the classes numbered as they were found. */
  private record Part(int[] tokens, int[] lengths, int[] classes) {}

  /** Reads all texts; once. */
  void read(Iterable<LabelledText> source) {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            cores,
            task -> {
              Thread thread = new Thread(task, "tokenize");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Deque<CompletableFuture<Chunk>> waiting = new ArrayDeque<>();
      List<LabelledText> chunk = new ArrayList<>(CHUNK_TEXTS);
      int characters = 0;
      for (LabelledText text : source) {
        chunk.add(text);
        characters += text.text().length();
        if (chunk.size() == CHUNK_TEXTS || characters >= CHUNK_CHARACTERS) {
          List<LabelledText> full = chunk;
          waiting.add(CompletableFuture.supplyAsync(() -> tokenize(full), workers));
          chunk = new ArrayList<>(CHUNK_TEXTS);
          characters = 0;
          if (waiting.size() > 4 * cores) {
            add(await(waiting.remove()));
          }
        }
      }
      List<LabelledText> last = chunk;
      waiting.add(CompletableFuture.supplyAsync(() -> tokenize(last), workers));
      while (!waiting.isEmpty()) {
        add(await(waiting.remove()));
      }
    } finally {
      workers.shutdownNow();
    }
    if (texts == 0) {
      throw new InvalidInputException("corpus: has no text, 1 or more is needed");
    }
  }

  /** Returns the classes' names in the order in which they first occur. */
  List<String> classesFound() {
    return classes;
  }

  /** Makes the corpus, with the classes in the order given. */
  Corpus corpus(List<String> classNames) {
    int[] labelOfClass = classes.stream().mapToInt(classNames::indexOf).toArray();
    int[] all = new int[(int) tokens];
    int[] starts = new int[texts + 1];
    int[] labels = new int[texts];
    int token = 0;
    int text = 0;
    for (Part part : parts) {
      System.arraycopy(part.tokens, 0, all, token, part.tokens.length);
      for (int i = 0; i < part.lengths.length; i++) {
        labels[text] = labelOfClass[part.classes[i]];
        token += part.lengths[i];
        starts[++text] = token;
      }
    }
    return new Corpus(Collections.unmodifiableList(table), all, starts, labels, classNames);
  }

  private Chunk tokenize(List<LabelledText> part) {
    Map<String, Integer> partNumbers = new HashMap<>();
    List<String> partTable = new ArrayList<>();
    int[] partTokens = new int[1 << 12];
    int[] lengths = new int[part.size()];
    List<String> labels = new ArrayList<>(part.size());
    int count = 0;
    for (LabelledText text : part) {
      List<String> found = tokenizer.tokenize(text.text());
      if (count + found.size() > partTokens.length) {
        partTokens =
            Arrays.copyOf(partTokens, Math.max(2 * partTokens.length, count + found.size()));
      }
      for (String token : found) {
        partTokens[count++] = number(token, partNumbers, partTable);
      }
      lengths[labels.size()] = found.size();
      labels.add(text.label());
    }
    return new Chunk(partTable, Arrays.copyOf(partTokens, count), lengths, labels);
  }

  private void add(Chunk chunk) {
    int[] global = new int[chunk.table.size()];
    for (int i = 0; i < global.length; i++) {
      global[i] = number(chunk.table.get(i), numbers, table);
    }
    for (int i = 0; i < chunk.tokens.length; i++) {
      chunk.tokens[i] = global[chunk.tokens[i]];
    }
    int[] textClasses = new int[chunk.labels.size()];
    for (int i = 0; i < textClasses.length; i++) {
      textClasses[i] = number(chunk.labels.get(i), classNumbers, classes);
    }
    texts += textClasses.length;
    tokens += chunk.tokens.length;
    if (tokens > MOST_TOKENS) {
      throw new InvalidInputException(
          "corpus: has more than %d tokens, the most that fit".formatted(MOST_TOKENS));
    }
    parts.add(new Part(chunk.tokens, chunk.lengths, textClasses));
  }

  private static int number(String name, Map<String, Integer> numbers, List<String> names) {
    Integer number = numbers.get(name);
    if (number == null) {
      number = names.size();
      numbers.put(name, number);
      names.add(name);
    }
    return number;
  }

  private static Chunk await(CompletableFuture<Chunk> chunk) {
    try {
      return chunk.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}
