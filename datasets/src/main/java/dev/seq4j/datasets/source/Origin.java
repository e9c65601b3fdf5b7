package dev.seq4j.datasets.source;

/** Where a data set comes from, in the order in which the places are asked. */
public enum Origin {
  /** A file or folder that the user named. */
  DIRECTORY,
  /** The file or folder that the environment variable {@code SEQ4J_DATA} names. */
  ENVIRONMENT,
  /** Downloaded by an earlier run. */
  CACHE,
  /** Downloaded just now, into the cache. */
  DOWNLOAD,
  /** The sample inside the jar. */
  SAMPLE
}
