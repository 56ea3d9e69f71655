import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { registerLocale, use } from 'echarts/core';
import langDE from 'echarts/i18n/langDE-obj.js';
import { SVGRenderer } from 'echarts/renderers';
import { computed } from 'vue';
import { locale } from '../i18n/i18n.ts';
import { isDark } from '../ui/color-mode.ts';

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);
registerLocale('DE', langDE);

/** Vector graphics, and the language that the description for screen readers is written in. */
export const initOptions = computed(() => ({ renderer: 'svg' as const, locale: locale.value.toUpperCase() }));

/** Colours of the page, read again when light and dark change. */
export const inks = computed(() => {
  void isDark.value;
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    font: getComputedStyle(document.body).fontFamily,
    text: of('--ui-text-muted'),
    line: of('--ui-border'),
    ground: of('--ui-bg'),
    first: of('--ui-primary'),
    second: of('--ui-warning'),
  };
});

/** A row of values by day. */
export interface Series {
  name: string;
  values: (number | null)[];
  /** Stacked on those before it. */
  stacked?: boolean;
}

/** The options of a chart by day: bars or lines in the page's colours, with patterns beside colours. */
export function optionsOf(
  kind: 'bar' | 'line',
  days: string[],
  series: Series[],
  { day, value }: { day: (iso: string) => string; value: (of: number) => string },
) {
  const { font, text, line, ground, first, second } = inks.value;
  return {
    animation: false,
    color: [first, second],
    aria: { enabled: true, decal: { show: kind === 'bar' } },
    textStyle: { fontFamily: font, color: text },
    grid: { left: 4, right: 8, top: 30, bottom: 4, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      itemGap: 18,
      icon: 'roundRect',
      itemHeight: 8,
      itemWidth: 14,
      textStyle: { color: text },
    },
    tooltip: {
      trigger: 'axis' as const,
      backgroundColor: ground,
      borderColor: line,
      textStyle: { color: text },
      valueFormatter: (of: unknown) => (typeof of === 'number' ? value(of) : '–'),
    },
    xAxis: {
      type: 'category' as const,
      data: days.map(day),
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { color: text, hideOverlap: true },
    },
    yAxis: {
      type: 'value' as const,
      ...(kind === 'bar' ? { minInterval: 1 } : {}),
      splitLine: { lineStyle: { color: line } },
      axisLabel: { color: text, formatter: (of: number) => value(of) },
    },
    series: series.map(({ name, values, stacked }, index) => ({
      name,
      type: kind,
      data: values,
      ...(stacked ? { stack: 'all' } : {}),
      ...(kind === 'line'
        ? {
            symbolSize: 5,
            lineStyle: { type: index ? ('dashed' as const) : ('solid' as const) },
          }
        : {}),
    })),
  };
}
