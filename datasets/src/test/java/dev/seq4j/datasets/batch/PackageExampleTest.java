package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.text.LabelledText;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Truncation;
import dev.seq4j.core.text.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of package-info, line by line. */
class PackageExampleTest {

  @Test
  void runs(@TempDir Path folder) {
    List<LabelledText> texts = Samples.texts(500, 1);
    Tokenizer tokenizer = Samples.WHITE_SPACE;
    String dataDigest = "0123456789abcdef";

    CorpusCache cache = new CorpusCache(folder);
    CorpusCache.Key key = new CorpusCache.Key(dataDigest, tokenizer.spec());
    Corpus corpus = cache.loadOr(key, () -> Corpus.read(texts, tokenizer));

    Split split = Split.stratified(corpus.labels(), Split.DEFAULT_VALIDATION_FRACTION, 123);
    Vocabulary vocabulary =
        Vocabulary.builder().withMaxWords(20_000).addAll(corpus.counts(split.train())).build();
    EncodedTexts encoded = corpus.encode(vocabulary::id, vocabulary.size(), Truncation.of(400));

    TextBatches train =
        new TextBatches(encoded.select(split.train()), LengthBuckets.forTraining(128, 123));
    TextBatches validation =
        new TextBatches(encoded.select(split.validation()), LengthBuckets.forEvaluation(128));

    assertThat(train.batchesPerEpoch()).isEqualTo(4);
    assertThat(validation.batchesPerEpoch()).isEqualTo(1);
    assertThat(validation.next().getFeatures().size(0)).isEqualTo(100);
    int text = split.validation()[validation.originalIndices(0)[0]];
    assertThat(encoded.length(text)).isEqualTo(corpus.length(text));
    assertThat(cache.load(key)).isPresent();
  }
}
