package dev.seq4j.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.language.LanguageArchitecture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user gets wrong before anything is computed: one line, exit code 2, nothing on disk. */
class BadInputTest {

  private static final Path RUNS = Path.of("runs");

  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void noRunIsThere() {
    out = folder.resolve("run");
    assertThat(RUNS).doesNotExist();
  }

  @AfterEach
  void noRunWasMade() {
    assertThat(RUNS).doesNotExist();
    assertThat(out).doesNotExist();
    assertThat(folder.resolve(".cache")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model lsmt       | model = lsmt: unknown; did you mean lstm? must be one of"
            + " {classifiers}",
        "--model LSTM       | model = LSTM: unknown; did you mean lstm? must be one of"
            + " {classifiers}",
        "--model xyzzyxyzzy | model = xyzzyxyzzy: unknown; must be one of {classifiers}",
        "--epochs 0         | epochs = 0: must be 1 or above",
        "--batch 0          | batch = 0: must be 1 or above",
        "--batch -3         | batch = -3: must be 1 or above",
        "--embedding 0      | embedding = 0: must be 1 or above",
        "--units 0          | units = 0: must be 1 or above",
        "--layers 0         | layers = 0: must be 1 or above",
        "--max-length 0     | max length = 0: must be 1 or above",
        "--dropout 1.4      | dropout = 1.4: must be in [0, 1)",
        "--dropout NaN      | dropout = NaN: must be in [0, 1)",
        "--learning-rate 0  | learning rate = 0.0: must be above 0",
        "--vocabulary -5    | vocabulary = -5: must be 1 or above",
        "--min-count 0      | min count = 0: must be 1 or above",
        "--clip -1          | clip = -1.0: must be 0 or above",
        "--minutes -1       | minutes = -1.0: must be 0 or above",
        "--minutes NaN      | minutes = NaN: must be 0 or above",
        "--limit -1         | limit = -1: must be 0 or above",
        "--patience -1      | patience = -1: must be 0 or above",
        "--validation 2     | validation = 2.0: must be in [0, 1)",
        "--validation 0 --patience 1 | patience = 1: must be 0 where validation = 0",
        "--threads 0        | --threads = 0: must be 1 or above",
        "--checkpoint-minutes -1 | checkpoint minutes = -1.0: must be 0 or above",
        "--text-column sentiment | labelColumn = sentiment: must not be the text's column",
      })
  void settingOfSentiment(String option, String message) {
    String classifiers = String.join(", ", ClassifierArchitecture.names());
    assertThat(refused(words("train sentiment --out", out, option)))
        .isEqualTo("seq4j: " + message.replace("{classifiers}", classifiers));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model listm       | model = listm: unknown; did you mean lstm? must be one of {writers}",
        "--feed stream       | feed = stream: unknown; did you mean streams? must be one of"
            + " portions, streams",
        "--iterations 0      | iterations = 0: must be 1 or above",
        "--batch 0           | batch = 0: must be 1 or above",
        "--time 0            | time = 0: must be 1 or above",
        "--units 0           | units = 0: must be 1 or above",
        "--dropout 1         | dropout = 1.0: must be in [0, 1)",
        "--validate-every 0  | validate every = 0: must be 1 or above",
        "--sample-every -1   | sample every = -1: must be 0 or above",
        "--clip -1           | clip = -1.0: must be 0 or above",
        "--minutes -1        | minutes = -1.0: must be 0 or above",
        "--held-out 1        | held out = 1.0: must be in (0, 1)",
        "--threads -1        | --threads = -1: must be 1 or above",
        "--checkpoint-minutes Infinity | checkpoint minutes = Infinity: must be 0 or above",
      })
  void settingOfText(String option, String message) {
    String writers = String.join(", ", LanguageArchitecture.names());
    assertThat(refused(words("train text --out", out, option)))
        .isEqualTo("seq4j: " + message.replace("{writers}", writers));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tour --text-batches 0              | iterations = 0: must be 1 or above",
        "tour --review-epochs 0             | epochs = 0: must be 1 or above",
        "generate --model m --temperature -1 | temperature = -1.0: must be 0 (greedy) or above",
        "generate --model m --length 0      | length = 0: must be 1 or above",
        "generate --model m --top-k -1      | top k = -1: must be 0 (all tokens) or above",
        "generate --model m --top-p 0       | top p = 0.0: must be in (0, 1]",
        "generate --model m --samples 0     | samples = 0: must be 1 or above",
        "generate --model m --repetition-penalty 0.5 | repetition penalty = 0.5: must be 1 (none)"
            + " or above",
        "data check review                  | data set = review: unknown; did you mean reviews?"
            + " must be one of reviews, novel, translation",
        "data fetch books                   | data set = books: unknown; must be one of reviews,"
            + " novel, translation",
      })
  void settingOfAnotherCommand(String command, String message) {
    assertThat(refused(command.split(" "))).isEqualTo("seq4j: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian                     | Unmatched argument at index 0: 'trian'; did you mean"
            + " translate or train or describe? (seq4j --help)",
        "train sentimnet           | Unmatched argument at index 1: 'sentimnet'; did you mean"
            + " sentiment or captions or punctuation? (seq4j train --help)",
        "train sentiment --epoch 3 | Unknown options: '--epoch', '3'; did you mean --epochs? (seq4j"
            + " train sentiment --help)",
        "train sentiment --units x | Invalid value for option '--units': 'x' is not an int (seq4j"
            + " train sentiment --help)",
        "train sentiment --units   | Missing required parameter for option '--units' (N) (seq4j"
            + " train sentiment --help)",
        "train text --units 9999999999 | Invalid value for option '--units': '9999999999' is not an"
            + " int (seq4j train text --help)",
        "train text --clip a       | Invalid value for option '--clip': 'a' is not a double (seq4j"
            + " train text --help)",
        "classify great            | Missing required option: '--model=FILE' (seq4j classify"
            + " --help)",
        "--frobnicate              | Unknown option: '--frobnicate' (seq4j --help)",
        "info                      | Missing required parameter: 'MODEL' (seq4j info --help)",
        "--                        | Missing required subcommand (seq4j --help)",
      })
  void commandLine(String command, String message) {
    assertThat(refused(command.split(" "))).isEqualTo("seq4j: " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classify", "generate", "evaluate"})
  void modelFile(String command) throws IOException {
    Path model = folder.resolve("model.zip");
    assertThat(refused(command, "--model", model.toString()))
        .isEqualTo("seq4j: " + model + ": no such file");

    assertThat(refused(command, "--model", folder.toString()))
        .isEqualTo("seq4j: " + folder + ": is a folder, a file is needed");

    Files.writeString(model, "This is a letter to my aunt.");
    assertThat(refused(command, "--model", model.toString()))
        .isEqualTo("seq4j: " + model + ": is not a model file, or is cut short");
  }

  @Test
  void infoOnNoModel() {
    assertThat(refused("info", folder.toString()))
        .isEqualTo("seq4j: " + folder + ": is a folder, a file is needed");
  }

  @Test
  void textsAndFileTogether() {
    assertThat(refused("classify", "--model", "m", "--file", "f", "A text"))
        .isEqualTo("seq4j: --file: cannot be given together with a text");
  }

  @Test
  void fileToClassify() {
    Path file = folder.resolve("texts.txt");
    assertThat(refused("classify", "--model", "m", "--file", file.toString()))
        .isEqualTo("seq4j: " + file + ": no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train sentiment", "train text", "train translation"})
  void dataThatAreNotThere(String command) throws IOException {
    Path nowhere = folder.resolve("nowhere");
    assertThat(refused(words(command + " --quiet --out", out, "--data " + nowhere)))
        .isEqualTo("seq4j: --data = " + nowhere + ": no such file or folder");

    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(refused(words(command + " --quiet --out", out, "--data " + empty)))
        .startsWith("seq4j: --data = " + empty + ": no ")
        .contains(" there; known are ");
  }

  @Test
  void tourOnDataForOneHalfOfIt() throws IOException {
    Path book = Files.writeString(folder.resolve("book.txt"), "It was a dark night. ".repeat(200));

    assertThat(refused(words("tour --quiet --out", out, "--data " + book)))
        .startsWith("seq4j: --data = " + book + ": no reviews there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a,b                                   | review",
        "review,sentiment                      | no rows",
        "review,sentiment;good,positive        | class",
        "review,sentiment;a,x;b,x;c,x;d,x      | labels",
      })
  void tableThatCannotBeLearnt(String lines, String word) throws IOException {
    Path table = folder.resolve("table.csv");
    Files.writeString(table, lines.replace(';', '\n') + "\n");

    Program.Outcome outcome = run(words("train sentiment --quiet --out", out, "--data " + table));

    // What was tokenized may be kept; the run is not begun.
    assertThat(outcome.refused()).contains(word);
    deleteCache();
  }

  @Test
  void archiveThatIsCutShort() throws IOException {
    Path archive = folder.resolve("aclImdb_v1.tar.gz");
    byte[] noise = new byte[1000];
    new Random(1).nextBytes(noise);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("aclImdb/train/pos/0_9.txt\0".getBytes(StandardCharsets.US_ASCII));
      gzip.write(noise);
    }
    Files.write(archive, Arrays.copyOf(packed.toByteArray(), 300));

    assertThat(refused(words("train sentiment --quiet --out", out, "--data " + archive)))
        .isEqualTo("seq4j: " + archive + ": is truncated, the gzip data end early");
  }

  @Test
  void textThatIsNotUtf8() throws IOException {
    Path book = folder.resolve("book.txt");
    Files.write(book, "Caf\u00e9 ".repeat(500).getBytes(StandardCharsets.ISO_8859_1));

    assertThat(refused(words("train text --quiet --out", out, "--data " + book)))
        .contains(book.toString(), "UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--level words | level = words: unknown; did you mean word?",
        "--characters all | characters = all: unknown;",
        "--level word --characters printable | characters = printable: has no meaning at level"
            + " word",
        "--vocabulary 90 | vocabulary = 90: has no meaning at level character",
        "--level subword --min-count 3 | min count = 3: has no meaning at level subword",
        "--level word --vocabulary 0 | vocabulary = 0: must be 1 or above",
        "--heads 2 | heads = 2: must be 1 for lstm",
        "--tied | embedding = 32: must be units = 128 where the output is tied",
        "--model transformer --heads 3 | heads = 3: must divide the embedding, 128",
        "--model transformer --time 200 | time = 200: must be at most the context, 128",
        "--model transformer --feed streams | feed = streams: needs a state to carry",
        "--validation 0.9 | validation + held out = 1.0: must leave something to train on",
        "--validation -0.1 | validation = -0.1: must be in [0, 1)",
        "--recipe notbook | recipe = notbook: unknown; did you mean notebook?",
      })
  void optionsOfATextThatDoNotGoTogether(String options, String message) {
    assertThat(refused(words("train text --out", out, options))).contains(message);
  }

  @Test
  void textThatIsTooShort() throws IOException {
    Path book = Files.writeString(folder.resolve("book.txt"), "Too short.");

    assertThat(refused(words("train text --quiet --out", out, "--data " + book)))
        .contains("book", "must have more than 100 (time), 2 and 2");

    Files.writeString(book, "This is just long enough for a few streams.");
    assertThat(
            refused(
                words(
                    "train text --quiet --feed streams --time 9 --batch 50 --out",
                    out,
                    "--data " + book)))
        .contains("text: has 38 tokens, 50 streams and the token after them need 51");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train sentiment", "train text", "train translation"})
  void folderOfTheRun(String command) throws IOException {
    Path full = Files.createDirectory(folder.resolve("full"));
    Path file = Files.writeString(full.resolve("letter"), "Dear aunt");

    assertThat(refused(words(command + " --out", full)))
        .isEqualTo("seq4j: " + full + ": is not empty, a run needs a folder of its own");
    assertThat(refused(words(command + " --out", file)))
        .isEqualTo("seq4j: " + file + ": is a file, a folder for the run is needed");
    assertThat(refused(words(command + " --out", file.resolve("run"))))
        .isEqualTo(
            "seq4j: "
                + file.resolve("run")
                + ": cannot be written, a part of its path is a file, not a folder");
    assertThat(full).isDirectoryContaining("glob:**/letter");
    assertThat(file).hasContent("Dear aunt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train sentiment", "train text", "train translation"})
  void runToGoOnWith(String command) throws IOException {
    Path nowhere = folder.resolve("nowhere");
    assertThat(refused(words(command + " --resume", nowhere)))
        .isEqualTo("seq4j: " + nowhere + ": is not the folder of a run, run.json is missing");
    assertThat(nowhere).doesNotExist();

    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(broken.resolve("run.json"), "{}");
    assertThat(refused(words(command + " --resume", broken)))
        .contains(broken.resolve("run.json").toString(), "task: is missing");
  }

  @Test
  void settingsForARunThatGoesOn() {
    assertThat(refused("train", "sentiment", "--resume", "there", "--epochs", "5"))
        .isEqualTo(
            "seq4j: --epochs: cannot be given with --resume, a run goes on with its own settings"
                + " (there/run.json)");
    assertThat(refused("train", "text", "--out", out.toString(), "--resume", "there"))
        .startsWith("seq4j: --out: cannot be given with --resume");
    assertThat(refused("tour", "--resume", "there"))
        .startsWith("seq4j: Unknown options: '--resume', 'there'");
  }

  private static String[] words(String before, Path path, String... after) {
    return Stream.of(
            Arrays.stream(before.split(" ")),
            Stream.of(path.toString()),
            Arrays.stream(after).flatMap(words -> Arrays.stream(words.split(" "))))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  private String refused(String... args) {
    Program.Outcome outcome = run(args);
    assertThat(outcome.out()).as("standard output of %s", List.of(args)).doesNotContain("Usage");
    return outcome.refused();
  }

  private Program.Outcome run(String... args) {
    return new Program(folder).run(args);
  }

  private void deleteCache() throws IOException {
    Path cache = folder.resolve(".cache");
    if (Files.exists(cache)) {
      try (Stream<Path> files = Files.walk(cache)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
