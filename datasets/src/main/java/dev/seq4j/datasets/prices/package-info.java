/**
 * Prices of a share or an index, a row a day, and what can be known of them at the end of a day.
 *
 * <pre>{@code
 * PriceSeries series = new PriceFile(DataFile.of(path), BadLines.SKIP).read();
 * PriceSeries made = GeneratedPrices.DEFAULT.make();
 * }</pre>
 *
 * <p>{@link dev.seq4j.datasets.prices.PriceFile} reads CSV and reports each line that it leaves
 * out; {@link dev.seq4j.datasets.prices.GeneratedPrices} makes a series of which it is known how
 * much of tomorrow can be foreseen; {@link dev.seq4j.datasets.prices.PriceFeatures} are the numbers
 * from which a network foresees. Its windows are {@link dev.seq4j.datasets.batch.SeriesWindows}.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>Whatever is computed from all days, such as a mean to subtract, knows the future. Here only
 *       the days before the first one to be foreseen count.
 *   <li>A forecast drawn over prices looks good whatever it is worth: yesterday's price does, too.
 * </ul>
 */
package dev.seq4j.datasets.prices;
