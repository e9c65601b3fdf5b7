package dev.seq4j.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.deeplearning4j.models.embeddings.loader.WordVectorSerializer;
import org.deeplearning4j.models.word2vec.Word2Vec;
import org.deeplearning4j.text.sentenceiterator.CollectionSentenceIterator;
import org.deeplearning4j.text.tokenization.tokenizerfactory.DefaultTokenizerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PretrainedVectorsTest {

  private static final Vocabulary VOCABULARY =
      Vocabulary.builder().addAll(List.of("caf\u00e9", "film", "good")).build();

  private static final String GLOVE = "film 1 2 -3e-1\nthe 7 7 7\ncaf\u00e9 4 5 6\nfilm 9 9 9\n";

  @TempDir private Path folder;

  private static INDArray embedding(int size) {
    return Nd4j.ones(DataType.FLOAT, VOCABULARY.size(), size).muli(-1);
  }

  private static float[] row(INDArray embedding, String word) {
    return embedding.getRow(VOCABULARY.id(word)).toFloatVector();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private Path text(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] binary(String ends) {
    ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("3 3\n".getBytes(StandardCharsets.UTF_8));
    bytes.put("film ".getBytes(StandardCharsets.UTF_8)).putFloat(1).putFloat(2).putFloat(-0.3f);
    bytes.put((ends + "the ").getBytes(StandardCharsets.UTF_8)).putFloat(7).putFloat(7).putFloat(7);
    bytes
        .put((ends + "caf\u00e9 ").getBytes(StandardCharsets.UTF_8))
        .putFloat(4)
        .putFloat(5)
        .putFloat(6);
    bytes.put(ends.getBytes(StandardCharsets.UTF_8));
    byte[] content = new byte[bytes.position()];
    bytes.flip().get(content);
    return content;
  }

  @Test
  void readsEveryFormat() throws IOException {
    byte[] glove = GLOVE.getBytes(StandardCharsets.UTF_8);
    for (Path file :
        List.of(
            file("glove.txt", glove),
            file("glove.txt.gz", packed(glove)),
            text("windows.txt", GLOVE.replace("\n", "\r\n")),
            text("no-end.txt", GLOVE.strip()),
            text("spaces.txt", GLOVE.replace("\n", " \n")),
            text("word2vec.vec", "4 3\n" + GLOVE),
            file("a.bin", binary("\n")),
            file("b.bin", binary("")),
            file("c.bin.gz", packed(binary("\n"))))) {
      PretrainedVectors vectors = PretrainedVectors.at(file);
      INDArray embedding = embedding(3);
      assertThat(vectors.size()).as("%s", file).isEqualTo(3);
      assertThat(vectors.copyTo(embedding, VOCABULARY)).as("%s", file).isEqualTo(2);
      assertThat(row(embedding, "film")).as("%s", file).containsExactly(1, 2, -0.3f);
      assertThat(row(embedding, "caf\u00e9")).as("%s", file).containsExactly(4, 5, 6);
      assertThat(row(embedding, "good")).as("an unknown word").containsExactly(-1, -1, -1);
    }
  }

  @Test
  @SuppressWarnings("unchecked") // Word2Vec forgets what its table is of
  void readsWhatDeeplearning4jWrites() throws IOException {
    Word2Vec learned =
        new Word2Vec.Builder()
            .iterate(
                new CollectionSentenceIterator(List.of("good film film", "film good", "good film")))
            .tokenizerFactory(new DefaultTokenizerFactory())
            .minWordFrequency(1)
            .layerSize(5)
            .seed(1)
            .workers(1)
            .build();
    learned.fit();
    Path file = folder.resolve("learned.txt");
    WordVectorSerializer.writeWordVectors(learned.lookupTable(), file.toFile());

    INDArray embedding = embedding(5);
    assertThat(PretrainedVectors.at(file).copyTo(embedding, VOCABULARY)).isEqualTo(2);
    for (String word : List.of("film", "good")) {
      double[] expected = learned.getWordVector(word);
      float[] actual = row(embedding, word);
      for (int i = 0; i < 5; i++) {
        assertThat((double) actual[i])
            .isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-6));
      }
    }
  }

  @Test
  void readsBinaryFilesAsDeeplearning4jDoes() throws IOException {
    Path file = file("a.bin", binary("\n"));
    Word2Vec theirs = WordVectorSerializer.readBinaryModel(Files.newInputStream(file), true, false);
    INDArray embedding = embedding(3);
    PretrainedVectors.at(file).copyTo(embedding, VOCABULARY);
    assertThat(row(embedding, "film"))
        .isEqualTo(theirs.getWordVectorMatrix("film").toFloatVector());
  }

  @Test
  void brokenFilesAreRefusedInOneLine() throws IOException {
    refuses(
        text("short.txt", "film 1 2 3\ngood 1 2\n"),
        "the vector of word 2 has 2 numbers, those before 3");
    refuses(
        text("long.txt", "film 1 2 3\ngood 1 2 3 4\n"),
        "the vector of word 2 has 4 numbers, those before 3");
    refuses(text("word.txt", "film 1 2 3\ngood\n"), "the vector of word 2 has no numbers");
    refuses(
        text("letters.txt", "film 1 2 x3\n"), "the vector of word 1 has x3 where a number must be");
    refuses(text("nan.txt", "film 1 2 NaN\n"), "has NaN where a finite number must be");
    refuses(text("empty.txt", ""), "holds no word vectors");
    refuses(text("base.txt", "B64:~~~ 1 2\n"), "the vector of word 1 is not Base64");
    byte[] whole = binary("\n");
    refuses(
        file("cut.bin", java.util.Arrays.copyOf(whole, whole.length - 5)),
        "the vector of word 3 is cut short");
    refuses(
        text("text.bin", GLOVE),
        "is no binary file of word2vec, it does not begin with two numbers");
    refuses(file("no.txt.gz", whole), "cannot be read");
    refuses(file("junk.txt", new byte[200_000]), "junk.txt");
    refuses(folder.resolve("nowhere.txt"), "no such file");
  }

  private static void refuses(Path file, String reason) {
    assertThatThrownBy(
            () -> {
              PretrainedVectors vectors = PretrainedVectors.at(file);
              vectors.copyTo(embedding(vectors.size()), VOCABULARY);
            })
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void anEmbeddingOfAnotherSizeIsRefused() throws IOException {
    PretrainedVectors vectors = PretrainedVectors.at(text("glove.txt", GLOVE));
    assertThatThrownBy(() -> vectors.copyTo(embedding(4), VOCABULARY))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("embedding = 4: must be 3, the size of the vectors in ");
  }
}
