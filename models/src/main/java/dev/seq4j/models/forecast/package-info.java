/**
 * Foresees the next number of a series: {@link dev.seq4j.models.forecast.Forecaster} with its
 * {@link dev.seq4j.models.forecast.ForecastSettings} and the {@link
 * dev.seq4j.models.forecast.Standardization} of what it reads; {@link
 * dev.seq4j.models.forecast.WalkForward}, on which days it may learn and on which it is measured;
 * {@link dev.seq4j.models.forecast.ForecastErrors}, how far off it was beside a forecast that knows
 * nothing.
 *
 * <p>Trap: an error says nothing by itself. On a random walk the forecast "tomorrow is today" has
 * the smallest error that there is.
 */
package dev.seq4j.models.forecast;
