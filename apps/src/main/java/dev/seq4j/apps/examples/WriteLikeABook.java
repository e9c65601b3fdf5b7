package dev.seq4j.apps.examples;

import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.datasets.batch.RandomPortions;
import dev.seq4j.datasets.novel.Novel;
import dev.seq4j.datasets.novel.TextPreparation;
import dev.seq4j.models.language.GenerationSettings;
import dev.seq4j.models.language.LanguageArchitecture;
import dev.seq4j.models.language.LanguageModel;
import dev.seq4j.models.language.LanguageSettings;
import java.util.List;

/** Learns from the sample story and writes; to run from an IDE. */
public final class WriteLikeABook {

  private WriteLikeABook() {}

  /**
   * @param args batches to learn from, 300 if none
   */
  public static void main(String[] args) {
    CharTokenizer tokenizer = new CharTokenizer();
    List<String> story = tokenizer.tokenize(Novel.sample(TextPreparation.DEFAULT).text());
    Vocabulary letters = Vocabulary.builder().addAll(story).build();
    LanguageModel model =
        LanguageModel.create(LanguageSettings.of(LanguageArchitecture.LSTM), tokenizer, letters);
    int batches = args.length == 0 ? 300 : Integer.parseInt(args[0]);
    int[] ids = letters.encode(story);
    model.trainer().clipNorm(1).fit(new RandomPortions(ids, letters.size(), 32, 64, batches, 1));
    System.out.println("The " + model.generate("The ", GenerationSettings.DEFAULT));
  }
}
