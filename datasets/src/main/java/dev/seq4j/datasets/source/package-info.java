/**
 * Where a data set comes from: found on disk, downloaded once, or taken from the sample in the jar.
 *
 * <p>A {@link dev.seq4j.datasets.source.KnownCorpus} describes a data set; {@link
 * dev.seq4j.datasets.source.Catalogue} holds those that Seq4j knows. {@link
 * dev.seq4j.datasets.source.DataHome} answers with a {@link
 * dev.seq4j.datasets.source.CorpusLocation}: which origin, which path, and one line for the user.
 * {@link dev.seq4j.datasets.source.Download} brings a {@link dev.seq4j.datasets.source.RemoteFile}
 * into place, over breaks and across processes. {@link dev.seq4j.datasets.source.DataFile} opens
 * what was found, unpacks gzip and says in one line what is wrong with it; what is wrong with one
 * of its lines is a {@link dev.seq4j.datasets.source.BadLine}, and {@link
 * dev.seq4j.datasets.source.BadLines} says what becomes of those. {@link
 * dev.seq4j.datasets.source.CsvTable} reads the columns of a CSV file, {@link
 * dev.seq4j.datasets.source.CsvRows} its rows.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>A path that the user names is never replaced by the sample: what is missing there is an
 *       error. Only a failing download ends in the sample, and the line says so.
 *   <li>Size and MD5 of a {@code RemoteFile} are checked for what was downloaded, not for a user's
 *       own copy, which may be repacked.
 *   <li>A file's digest and a folder's digest of the same data differ.
 * </ul>
 */
package dev.seq4j.datasets.source;
