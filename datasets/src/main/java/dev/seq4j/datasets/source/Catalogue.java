package dev.seq4j.datasets.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The data sets that Seq4j knows. */
public final class Catalogue {

  private static final String SAMPLES = "/dev/seq4j/datasets/sample/";

  /** Film reviews with their sentiment (Maas et al. 2011). */
  public static final KnownCorpus REVIEWS =
      new KnownCorpus(
          "reviews",
          "IMDB, 50,000 reviews",
          RemoteFile.fixed(
              "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz",
              84_125_825,
              "7c2ac02c03563afcf9b574c7e56c153a"),
          new Recognition(
              List.of("aclImdb_v1.tar.gz"),
              List.of("aclImdb"),
              Optional.of(Path.of("train", "pos")),
              List.of(".tar.gz", ".tgz", ".csv", ".csv.gz", ".tsv", ".tsv.gz"),
              false,
              true),
          "free for research; cite the paper",
          "Maas et al., Learning Word Vectors for Sentiment Analysis, ACL 2011",
          new Sample(SAMPLES + "reviews.csv", Sample.Unit.REVIEWS));

  /** A novel by Charles Dickens, to learn to write from. */
  public static final KnownCorpus NOVEL =
      new KnownCorpus(
          "novel",
          "A Tale of Two Cities by Charles Dickens",
          RemoteFile.changing("https://www.gutenberg.org/files/98/98-0.txt"),
          new Recognition(
              List.of("98-0.txt"),
              List.of(),
              Optional.empty(),
              List.of(".txt", ".txt.gz"),
              true,
              false),
          "public domain in the United States and in the European Union",
          "Charles Dickens, A Tale of Two Cities, 1859; Project Gutenberg eBook 98",
          new Sample(SAMPLES + "story.txt", Sample.Unit.CHARACTERS));

  /** English sentences with their French translations, to learn to translate from. */
  public static final KnownCorpus TRANSLATION =
      new KnownCorpus(
          "translation",
          "Tatoeba's English-French sentence pairs",
          RemoteFile.changing("https://www.manythings.org/anki/fra-eng.zip"),
          new Recognition(
              List.of("fra.txt", "fra-eng.zip"),
              List.of(),
              Optional.empty(),
              List.of(".txt", ".tsv", ".zip", ".txt.gz", ".tsv.gz"),
              false,
              false),
          "CC-BY 2.0 (France); name Tatoeba and manythings.org",
          "Tatoeba Project, tatoeba.org, as prepared by manythings.org/anki",
          new Sample(SAMPLES + "pairs.tsv", Sample.Unit.PAIRS));

  /** All of them, in the order in which commands list them. */
  public static final List<KnownCorpus> ALL = List.of(REVIEWS, NOVEL, TRANSLATION);

  private Catalogue() {}
}
