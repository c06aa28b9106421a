import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useReader } from '../texts/reader.ts';
import { resolvedTone, useInk } from '../ui/ink.ts';
import type { SharePart } from './share-bar.tsx';

register([BarChart, GridComponent, AriaComponent, SVGRenderer]);

/** Customers by class as bars, the foremost class on top. The figures stand beside it in a table, so that it needs no tooltip. */
export function Chart({ parts, whole }: { readonly parts: readonly SharePart[]; readonly whole: number }) {
  const { t, number, percent } = useReader();
  const place = useRef<HTMLDivElement>(null);
  const ink = useInk();
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = init(element, null, { renderer: 'svg' });
    chart.setOption({
      animationDuration: 300,
      textStyle: { fontFamily: ink.font, fontSize: 12, color: ink.text },
      grid: { left: 8, right: 112, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: 'value', show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: parts.map(({ title }) => title),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.line } },
        axisLabel: { color: ink.text, width: 180, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 28,
          data: parts.map(({ count, colour, strength }) => ({
            value: count,
            itemStyle: { color: colour ?? resolvedTone(strength, ink), borderColor: ink.faint, borderWidth: 1 },
          })),
          label: {
            show: true,
            position: 'right',
            color: ink.text,
            formatter: ({ value }: { readonly value?: unknown }) =>
              `${number(Number(value))}  ${percent(whole === 0 ? 0 : Number(value) / whole)}`,
          },
        },
      ],
    });
    const observer = new ResizeObserver(() => {
      chart.resize();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [parts, whole, ink, number, percent]);
  return (
    <div
      ref={place}
      className="chart"
      role="img"
      aria-label={t('population.chart')}
      style={{ height: Math.max(160, parts.length * 40 + 16) }}
    />
  );
}
