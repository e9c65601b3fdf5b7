package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.LabelledText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusCacheTest {

  private static final CorpusCache.Key KEY = new CorpusCache.Key("sha-256 of the data", "word");
  private static final Corpus CORPUS = Corpus.read(Samples.texts(300, 3), Samples.WHITE_SPACE);

  @TempDir Path folder;

  private static byte[] bytes(Corpus corpus) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      CorpusFormat.write(corpus, KEY, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertSame(Corpus actual, Corpus expected) {
    assertThat(actual.classNames()).isEqualTo(expected.classNames());
    assertThat(actual.distinctTokens()).isEqualTo(expected.distinctTokens());
    assertThat(actual.labels()).isEqualTo(expected.labels());
    assertThat(actual.tokenCount()).isEqualTo(expected.tokenCount());
    for (int text = 0; text < expected.size(); text++) {
      assertThat(actual.tokens(text)).isEqualTo(expected.tokens(text));
    }
  }

  @Test
  void comesBackAsItWas() {
    CorpusCache cache = new CorpusCache(folder.resolve("made/when/needed"));
    assertThat(cache.load(KEY)).isEmpty();
    cache.save(KEY, CORPUS);
    assertSame(cache.load(KEY).orElseThrow(), CORPUS);
  }

  @Property(tries = 50, seed = "1")
  void anyCorpusComesBackAsItWas(
      @ForAll @IntRange(min = 1, max = 100) int texts, @ForAll long seed) {
    Corpus corpus = Corpus.read(Samples.texts(texts, seed), Samples.WHITE_SPACE);
    assertSame(CorpusFormat.read(bytes(corpus), KEY).orElseThrow(), corpus);
  }

  @Test
  void keepsEveryCharacter() {
    Corpus corpus =
        Corpus.read(
            List.of(
                new LabelledText("é 日本 😀 \uD83D \uDE00 \u0000 '", "ja"),
                new LabelledText("x".repeat(200_000), "")),
            Samples.WHITE_SPACE);
    assertSame(CorpusFormat.read(bytes(corpus), KEY).orElseThrow(), corpus);
  }

  @Test
  void isMadeOnce() {
    CorpusCache cache = new CorpusCache(folder);
    AtomicInteger made = new AtomicInteger();
    for (int start = 0; start < 3; start++) {
      Corpus corpus =
          cache.loadOr(
              KEY,
              () -> {
                made.incrementAndGet();
                return CORPUS;
              });
      assertSame(corpus, CORPUS);
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void eachKeyHasItsFile() {
    CorpusCache cache = new CorpusCache(folder);
    cache.save(KEY, CORPUS);
    assertThat(cache.load(new CorpusCache.Key("other data", KEY.tokenizer()))).isEmpty();
    assertThat(cache.load(new CorpusCache.Key(KEY.data(), "character"))).isEmpty();
    assertThat(cache.file(new CorpusCache.Key("a", "bc")))
        .isNotEqualTo(cache.file(new CorpusCache.Key("ab", "c")));
  }

  @Test
  void aFileOfAnotherKeyIsNotUsed() throws IOException {
    CorpusCache cache = new CorpusCache(folder);
    cache.save(KEY, CORPUS);
    CorpusCache.Key other = new CorpusCache.Key("other data", KEY.tokenizer());
    Files.move(cache.file(KEY), cache.file(other));
    assertThat(cache.load(other)).isEmpty();
  }

  @Test
  void aFileOfAnotherVersionIsNotUsed() {
    byte[] file = bytes(CORPUS);
    assertThat(file[8]).isEqualTo((byte) CorpusFormat.VERSION);
    file[8]++;
    CRC32C checksum = new CRC32C();
    checksum.update(file, 0, file.length - 4);
    ByteBuffer.wrap(file).putInt(file.length - 4, (int) checksum.getValue());
    assertThat(CorpusFormat.read(file, KEY)).isEmpty();
  }

  @Property(tries = 500, seed = "1")
  void damageAtAnyByteIsFound(@ForAll @IntRange(min = 0) int place, @ForAll byte xor) {
    byte[] file = bytes(CORPUS);
    file[place % file.length] ^= xor;
    Optional<Corpus> read = CorpusFormat.read(file, KEY);
    assertThat(read.isPresent()).isEqualTo(xor == 0);
  }

  @Property(tries = 200, seed = "1")
  void aFileCutOffOrTooLongIsNotUsed(@ForAll @IntRange(min = 0) int place) {
    byte[] file = bytes(CORPUS);
    assertThat(CorpusFormat.read(Arrays.copyOf(file, place % file.length), KEY)).isEmpty();
    assertThat(CorpusFormat.read(Arrays.copyOf(file, file.length + 1 + place % 100), KEY))
        .isEmpty();
  }

  @Test
  void aForeignFileIsReplaced() throws IOException {
    CorpusCache cache = new CorpusCache(folder);
    for (String content : new String[] {"", "S4J-CORP", "something else, of some length"}) {
      Files.writeString(cache.file(KEY), content);
      assertThat(cache.load(KEY)).isEmpty();
      assertSame(cache.loadOr(KEY, () -> CORPUS), CORPUS);
      assertSame(cache.load(KEY).orElseThrow(), CORPUS);
    }
  }

  @Test
  void aFileThatCannotBeReadIsNoError() throws IOException {
    CorpusCache cache = new CorpusCache(folder);
    Files.createDirectories(cache.file(KEY));
    assertThat(cache.load(KEY)).isEmpty();
    assertThatThrownBy(() -> cache.save(KEY, CORPUS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is a folder");
  }
}
