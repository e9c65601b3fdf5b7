package dev.seq4j.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import dev.seq4j.models.Tiny;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.NetworkClassifier;
import dev.seq4j.models.classifier.NetworkSettings;
import dev.seq4j.models.classifier.TextClassifier;
import dev.seq4j.models.language.LanguageModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {

  private static final Provenance PROVENANCE =
      new Provenance("eight reviews", "abc", 3, Map.of("loss", Double.NaN, "accuracy", 0.75));

  @TempDir private Path folder;
  private Path file;
  private final NetworkClassifier classifier = Tiny.classifier(ClassifierArchitecture.RNN);

  @BeforeEach
  void write() {
    file = folder.resolve("model.zip");
    classifier.save(file, PROVENANCE);
  }

  private static ModelParts<NetworkSettings, NetworkWeights> read(Path file) {
    return ModelFile.read(
        file,
        TextClassifier.TASK,
        NetworkSettings.class,
        (entries, settings, vocabulary) -> NetworkWeights.read(entries));
  }

  /** Asserts a message of one line that names the file. */
  private void assertRefused(String reason) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n");
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  private void edit(Consumer<Map<String, byte[]>> change) throws IOException {
    Map<String, byte[]> entries = entries();
    change.accept(entries);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }

  private void replace(String entry, String old, String with) throws IOException {
    edit(
        entries -> {
          String text = new String(entries.get(entry), StandardCharsets.UTF_8);
          assertThat(text).contains(old);
          entries.put(entry, text.replace(old, with).getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    ModelParts<NetworkSettings, NetworkWeights> model = read(file);
    assertThat(model.settings()).isEqualTo(classifier.settings());
    assertThat(model.tokenizer()).isEqualTo(classifier.tokenizer());
    assertThat(model.vocabulary()).isEqualTo(classifier.vocabulary());
    assertThat(model.labels()).containsExactly("bad", "good");
    assertThat(model.provenance()).isEqualTo(PROVENANCE);
    assertThat(model.weights().graph().params()).isEqualTo(classifier.graph().params());
    assertThat(model.card()).isEqualTo(classifier.card());
  }

  @Test
  void theCardIsReadAlone() {
    ModelCard card = ModelFile.readCard(file);
    assertThat(card).isEqualTo(classifier.card());
    assertThat(card.task()).isEqualTo("text-classification");
    assertThat(card.settings().path("architecture").asText()).isEqualTo("rnn");
    assertThat(card.parameters()).isEqualTo(classifier.graph().numParams());
    assertThat(card.provenance().metrics()).containsEntry("loss", Double.NaN);
  }

  @Test
  void deeplearning4jReadsTheNetwork() throws IOException {
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile());
    assertThat(graph.params()).isEqualTo(classifier.graph().params());
    assertThat(graph.getConfiguration()).isEqualTo(classifier.graph().getConfiguration());
  }

  @Test
  void equalModelsMakeEqualFilesWhateverTheTimeZone() throws IOException {
    TimeZone before = TimeZone.getDefault();
    Path other = folder.resolve("other.zip");
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Tiny.classifier(ClassifierArchitecture.RNN).save(other, PROVENANCE);
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(other).hasSameBinaryContentAs(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getTimeLocal).map(time -> time.getYear()))
          .containsOnly(1980);
    }
  }

  @Test
  void aModelThatIsReadAndWrittenStaysTheSame() {
    Path other = folder.resolve("other.zip");
    ModelFile.write(other, read(file));
    assertThat(other).hasSameBinaryContentAs(file);
  }

  @Test
  void nothingInTheFileIsSerializedJava() throws IOException {
    assertThat(entries().keySet())
        .containsExactly("seq4j.json", "vocabulary.txt", "configuration.json", "coefficients.bin");
    for (byte[] entry : entries().values()) {
      assertThat(new String(entry, StandardCharsets.ISO_8859_1)).doesNotContain("\u00ac\u00ed");
    }
  }

  /** Runs when it is deserialized. */
  private static final class Trap implements Serializable {
    private static final long serialVersionUID = 1L;
    private static boolean sprung;

    private void readObject(ObjectInputStream in) {
      sprung = true;
    }
  }

  @Test
  void javaObjectsInTheFileAreNotDeserialized() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Trap());
    }
    edit(entries -> entries.put(ModelSerializer.PREPROCESSOR_BIN, bytes.toByteArray()));
    assertThat(read(file).labels()).hasSize(2);
    assertThat(Trap.sprung).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.3, 0.6, 0.9, 0.999})
  void aFileThatIsCutShortIsRefused(double share) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, (int) (share * whole.length)));
    assertRefused("is not a model file, or is cut short");
    assertThatThrownBy(() -> ModelFile.readCard(file)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aByteThatIsAnotherIsNoticedWhereverItIs() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] weights = entries().get(ModelSerializer.COEFFICIENTS_BIN);
    int directory = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    for (int i = 60; i < directory; i += directory / 40) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x10;
      Files.write(file, damaged);
      try {
        ModelParts<NetworkSettings, NetworkWeights> model = read(file);
        // In a local header, of which only the directory's copy counts.
        assertThat(model.weights().graph().params()).isEqualTo(classifier.graph().params());
        assertThat(entries().get(ModelSerializer.COEFFICIENTS_BIN)).isEqualTo(weights);
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vocabulary.txt", "configuration.json", "coefficients.bin"})
  void aMissingEntryIsNamed(String name) throws IOException {
    edit(entries -> entries.remove(name));
    assertRefused("is incomplete, it holds no " + name);
  }

  @Test
  void aNetworkOfDeeplearning4jAloneIsNoModel() throws IOException {
    ModelSerializer.writeModel(classifier.graph(), file.toFile(), true);
    assertRefused("is not a model file of Seq4j, it holds no seq4j.json");
  }

  @Test
  void textIsNoModel() throws IOException {
    Files.writeString(file, "It was the best of times.");
    assertRefused("is not a model file, or is cut short");
  }

  @Test
  void aFolderIsNoModel() {
    file = folder;
    assertRefused("is a folder, a file is needed");
  }

  @Test
  void aMissingFileIsNamed() {
    file = folder.resolve("nowhere.zip");
    assertRefused("no such file");
  }

  @Test
  void aModelOfAnotherTaskIsRefused() {
    assertThatThrownBy(() -> LanguageModel.load(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            file + ": is a model for text-classification, one for language-model is needed");
  }

  @Test
  void aNewerFormatIsRefusedAsSuchWhateverItsFields() throws IOException {
    replace("seq4j.json", "\"format\" : 1", "\"format\" : 2, \"ensemble\" : []");
    assertRefused("model format 2, this version of Seq4j reads 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "format" : 1              | "formal" : 1            | model format unknown
          "format" : 1              | "format" : "one"        | model format "one"
          "task"                    | "tusk"                  | task: is missing
          "text-classification"     | null                    | task: is missing
          "labels" : [ "bad"        | "labels" : [ null       | labels: is missing
          "settings" : {            | "settings" : 1, "x" : { | settings: is missing
          "units" : 6               | "units" : 0             | units = 0: must be 1 or above
          "units" : 6               | "units" : "many"        | units
          "units" : 6,              | ``                      | units
          "architecture" : "rnn"    | "architecture" : "rmn"  | did you mean rnn?
          "architecture" : "rnn",   | ``                      | architecture: is missing
          "word?case=lower"         | "wort?case=lower"       | tokenizer = wort?case=lower
          "parameters" : 2          | "parameters" : 12       | parameters, it was saved with
          "NaN"                     | "not a number"          | must be one value of type Double
          """)
  void aBrokenCardSaysWhatIsWrong(String old, String with, String reason) throws IOException {
    replace("seq4j.json", old, with == null ? "" : with);
    assertRefused(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "\u0000\u0001", "true"})
  void aCardThatIsNoJsonIsRefused(String json) throws IOException {
    edit(entries -> entries.put("seq4j.json", json.getBytes(StandardCharsets.UTF_8)));
    assertRefused(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"vertices\":7}", "nonsense"})
  void aNetworkThatCannotBeBuiltIsRefused(String json) throws IOException {
    edit(entries -> entries.put("configuration.json", json.getBytes(StandardCharsets.UTF_8)));
    assertRefused("is damaged, its network cannot be read");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 200})
  void weightsThatAreTooFewAreRefused(int bytes) throws IOException {
    edit(entries -> entries.compute("coefficients.bin", (name, all) -> Arrays.copyOf(all, bytes)));
    assertRefused("");
  }

  @Test
  void anotherVocabularyIsRefused() throws IOException {
    replace("vocabulary.txt", "lovely", "lively");
    assertRefused("its vocabulary is not the one it was saved with");
    edit(entries -> entries.put("vocabulary.txt", new byte[] {1, 2, 3}));
    assertRefused("vocabulary.txt, line 1");
  }

  @Test
  void weightsThatAreNotFiniteAreNeitherWrittenNorRead() throws IOException {
    byte[] before = Files.readAllBytes(file);
    NetworkClassifier diverged = Tiny.classifier(ClassifierArchitecture.RNN);
    diverged.graph().params().putScalar(3, Float.NaN);
    assertThatThrownBy(() -> diverged.save(file, PROVENANCE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("NaN");
    assertThat(file).hasBinaryContent(before);
    edit(
        entries -> {
          byte[] weights = entries.get("coefficients.bin");
          Arrays.fill(weights, weights.length - 4, weights.length, (byte) 0x7f);
          weights[weights.length - 3] = (byte) 0xc0; // 0x7fc07f7f is a NaN
        });
    assertRefused("weights sum to NaN");
  }

  @Test
  void aFailingWriteLeavesTheOldFile() throws IOException {
    byte[] before = Files.readAllBytes(file);
    ModelParts<Object, NetworkWeights> unwritable =
        new ModelParts<>(
            TextClassifier.TASK,
            new Object() {
              @SuppressWarnings("unused")
              public int getUnits() {
                throw new IllegalStateException("cannot be written");
              }
            },
            classifier.tokenizer(),
            classifier.vocabulary(),
            List.of("a", "b"),
            new NetworkWeights(classifier.graph()),
            PROVENANCE);
    assertThatThrownBy(() -> ModelFile.write(file, unwritable))
        .isInstanceOf(RuntimeException.class);
    assertThat(file).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderIsNotOverwritten() {
    assertThatThrownBy(() -> classifier.save(folder, PROVENANCE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(folder + ": is a folder, a file is needed");
  }

  @Test
  void missingFoldersAreMade() {
    Path deep = folder.resolve("runs/one/model.zip");
    classifier.save(deep, PROVENANCE);
    assertThat(deep).hasSameBinaryContentAs(file);
  }

  @Test
  void theCardIsReadableJsonWithItsFieldsInOrder() throws IOException {
    String json = new String(entries().get("seq4j.json"), StandardCharsets.UTF_8);
    assertThat(json).startsWith("{\n  \"format\" : 1,\n").endsWith("}\n");
    assertThat(json.indexOf("accuracy")).isLessThan(json.indexOf("loss"));
    assertThat(Json.read(json, ModelCard.class, "card")).isEqualTo(classifier.card());
  }
}
