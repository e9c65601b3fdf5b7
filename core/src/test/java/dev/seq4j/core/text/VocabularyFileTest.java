package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.seq4j.core.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyFileTest {

  private static final String HEADER = "# seq4j vocabulary, version 1, 4 tokens, 2 of them special";
  private static final String SPECIALS = "<pad>\t0\n<unk>\t7\n";

  @TempDir Path folder;

  @Test
  void isReadableByPeople() throws IOException {
    Vocabulary vocabulary =
        Vocabulary.builder()
            .withSpecials("<bos>")
            .withMinCount(2)
            .add("the", 336749)
            .add("n't", 33608)
            .add("#", 9)
            .add(" ", 8)
            .add("\n", 7)
            .add("\t", 6)
            .add("\r", 5)
            .add("\\", 4)
            .add("\u00A0", 3)
            .add("👩\u200D🚀", 2)
            .add("rare")
            .build();
    Path file = folder.resolve("new").resolve("vocabulary.txt");

    vocabulary.write(file);

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            # seq4j vocabulary, version 1, 13 tokens, 3 of them special
            <pad>\t0
            <unk>\t1
            <bos>\t0
            the\t336749
            n't\t33608
            #\t9
            \\s\t8
            \\n\t7
            \\t\t6
            \\r\t5
            \\\\\t4
            \\u00A0\t3
            👩\\u200D🚀\t2
            """);
    assertThat(Vocabulary.read(file)).isEqualTo(vocabulary);
  }

  @Property(tries = 500, seed = "1")
  void bringsBackWhateverTheTokensHold(@ForAll("tokens") List<String> tokens) throws IOException {
    Vocabulary vocabulary = Vocabulary.builder().withSpecials("<b os>").addAll(tokens).build();
    StringWriter out = new StringWriter();

    vocabulary.write(out);
    byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
    Reader in = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
    Vocabulary read = Vocabulary.read(in, "vocabulary");

    assertThat(read).isEqualTo(vocabulary);
    assertThat(read.specials()).isEqualTo(vocabulary.specials());
    assertThat(out.toString().lines()).hasSize(vocabulary.size() + 1);
  }

  @Provide
  Arbitrary<List<String>> tokens() {
    Arbitrary<String> escapes =
        Arbitraries.of(
                "\\", "n", "u", "0041", "\t", "\n", "\r", " ", "#", "\uD83D", "\uDE00", "\u2028",
                "\u0085", "\uFEFF", "\0", "<pad>")
            .list()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(list -> String.join("", list));
    Arbitrary<String> any = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(8);
    return Arbitraries.oneOf(escapes, any).list().ofMaxSize(15);
  }

  @Test
  void keepsTheLargestCounts() {
    Vocabulary vocabulary = Vocabulary.builder().add("a", 999_999_999_999_999_999L).build();
    Path file = folder.resolve("vocabulary.txt");

    vocabulary.write(file);

    assertThat(Vocabulary.read(file)).isEqualTo(vocabulary);
  }

  @Test
  void writesTheSameFileInEveryCountry() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      StringWriter out = new StringWriter();
      Vocabulary.builder().add("a", 10).build().write(out);
      assertThat(out.toString())
          .isEqualTo(HEADER.replace("4 tokens", "3 tokens") + "\n<pad>\t0\n<unk>\t0\na\t10\n");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void hasTheDigestOfItsFile() throws Exception {
    Vocabulary vocabulary = Vocabulary.builder().addAll(List.of("é", "b", "b")).build();
    Path file = folder.resolve("vocabulary.txt");

    vocabulary.write(file);

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    assertThat(vocabulary.digest()).isEqualTo(HexFormat.of().formatHex(digest));
  }

  @Test
  void readsWhatAnEditorOnWindowsMadeOfIt() throws IOException {
    Path file = folder.resolve("vocabulary.txt");
    String text = "\uFEFF" + HEADER + "\n" + SPECIALS + "a\t2\nnew york\t1";
    Files.writeString(file, text.replace("\n", "\r\n"));
    Vocabulary expected =
        Vocabulary.builder().add("a", 2).add("new york", 1).add("<unk>", 7).build();

    assertThat(Vocabulary.read(file)).isEqualTo(expected);
    assertThat(Vocabulary.read(Files.newBufferedReader(file), "x")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2 | the@3@a@1          | 'the 3 a 1' must be the special token <pad>
          2 | <pad>@0            | the last of 1 tokens, but the first line says 4
          3 | <pad>@0~<unk       | '<unk' must be a token, a tab and a count
          3 | <pad>@0~a@1        | 'a 1' must be the special token <unk>
          4 | *a                 | 'a' must be a token, a tab and a count
          4 | *~                 | '' must be a token, a tab and a count
          4 | *@3                | ' 3' must be a token, a tab and a count
          4 | *a@3@4             | count = 3 4: must be a whole number below 10^18
          4 | *a@                | count = : must be a whole number below 10^18
          4 | *a@-1              | count = -1: must be a whole number below 10^18
          4 | *a@1.5             | count = 1.5: must be a whole number below 10^18
          4 | *a@9999999999999999999 | count = 9999999999999999999: must be a whole number below 10^18
          5 | *a@2~a@1           | 'a' stands in line 4, too
          5 | *\\u0041@2~A@1     | 'A' stands in line 4, too
          4 | *<unk>@2           | '<unk>' stands in line 3, too
          4 | *\\q@2             | '\\q' has a bad escape, must be \\\\ \\t \\n \\r \\s or \\uXXXX
          4 | *a\\@2             | 'a\\' has a bad escape, must be \\\\ \\t \\n \\r \\s or \\uXXXX
          4 | *a\\u12G4@2        | 'a\\u12G4' has a bad escape, must be \\\\ \\t \\n \\r \\s or \\uXXXX
          4 | *a\\u12@2          | 'a\\u12' has a bad escape, must be \\\\ \\t \\n \\r \\s or \\uXXXX
          4 | *a@2               | the last of 3 tokens, but the first line says 4
          6 | *a@2~b@2~c@2       | the last of 5 tokens, but the first line says 4
          """)
  void namesTheLineThatIsBroken(int line, String lines, String reason) throws IOException {
    String text =
        HEADER + "\n" + lines.replace("*", SPECIALS).replace('@', '\t').replace('~', '\n');
    Path file = Files.writeString(folder.resolve("vocabulary.txt"), text);

    assertBroken(file, ", line " + line + ": " + reason);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Vocabulary.read(new StringReader(text), "model.zip"))
        .withMessage("model.zip, line " + line + ": " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          the@5      | 'the 5' must be '# seq4j vocabulary, version 1, 20002 tokens, 2 of them special' with other numbers
          # seq4j vocabulary, version 2, whatever | version = 2: must be 1
          # seq4j vocabulary, version 10 | version = 10: must be 1
          # seq4j vocabulary, version 1 | '# seq4j vocabulary, version 1' must be '# seq4j vocabulary, version 1, 20002 tokens, 2 of them special' with other numbers
          # seq4j vocabulary, version 1, 4 tokens, 1 of them special | special = 1: must be from 2 to the number of tokens, 4
          # seq4j vocabulary, version 1, 4 tokens, 5 of them special | special = 5: must be from 2 to the number of tokens, 4
          """)
  void namesWhatIsWrongWithTheFirstLine(String header, String reason) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("vocabulary.txt"), header.replace('@', '\t') + "\n" + SPECIALS);

    assertBroken(file, ", line 1: " + reason);
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    assertBroken(
        Files.createFile(folder.resolve("empty.txt")),
        ", line 1: is empty, must begin with '# seq4j vocabulary, version 1'");
  }

  @Test
  void namesTheLineThatIsNotUtf8() throws IOException {
    String text = HEADER + "\n" + SPECIALS + "é\t2\nb\t1\n";
    Path file = folder.resolve("vocabulary.txt");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));

    assertBroken(file, ", line 4: is not valid UTF-8 text");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Vocabulary.read(Files.newBufferedReader(file), "model.zip"))
        .withMessage("model.zip: is not valid UTF-8 text");
  }

  @Test
  void shortensAndFlattensWhatItShowsOfABrokenLine() throws IOException {
    Path file = Files.writeString(folder.resolve("binary"), "\0\u001B[31m".repeat(1000));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Vocabulary.read(file))
        .satisfies(
            e -> {
              assertThat(e.getMessage().length()).isLessThan(file.toString().length() + 250);
              assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl);
            });
  }

  @Test
  void saysWhyAFileCannotBeReadOrWritten() {
    Vocabulary vocabulary = Vocabulary.builder().build();
    Path missing = folder.resolve("missing.txt");

    assertBroken(missing, ": no such file");
    assertBroken(folder, ": is a folder, a file is needed");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> vocabulary.write(folder))
        .withMessage(folder + ": is a folder, a file is needed");
  }

  @Test
  void leavesTheTroublesOfAReaderToItsOwner() {
    Reader failing =
        new Reader() {
          @Override
          public int read(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("no more");
          }

          @Override
          public void close() {}
        };

    assertThatIOException()
        .isThrownBy(() -> Vocabulary.read(failing, "model.zip"))
        .withMessage("no more");
  }

  private static void assertBroken(Path file, String reason) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Vocabulary.read(file))
        .withMessage(file + reason);
  }
}
