/** Draws areas with ECharts, fetched when a treemap is first asked for. */
import { TreemapChart } from 'echarts/charts';
import { TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([TreemapChart, TooltipComponent, SVGRenderer]);

interface Area {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly tone: string;
  readonly text: string;
  readonly size: string;
}

/** Fills the element, follows its size, opens an area that is clicked, and gives back how to stop. */
export function drawTreeMap(element: HTMLElement, areas: readonly Area[], open: (id: string) => void): () => void {
  const style = getComputedStyle(document.body);
  const ink = style.getPropertyValue('--ink').trim();
  const text = { color: ink, fontFamily: style.fontFamily, fontSize: 14 };
  const chart = init(element, null, { renderer: 'svg' });
  chart.setOption({
    animation: false,
    aria: { enabled: false },
    textStyle: text,
    tooltip: {
      textStyle: { ...text, color: ink },
      formatter: ({ data }: { data: Area }) =>
        `${escaped(data.name)}<br>${escaped(data.text)}<br>${escaped(data.size)}`,
    },
    series: [
      {
        type: 'treemap',
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        itemStyle: { borderColor: style.getPropertyValue('--paper').trim() || '#fff', borderWidth: 1, gapWidth: 2 },
        label: {
          ...text,
          lineHeight: 20,
          position: 'insideTopLeft',
          overflow: 'truncate',
          formatter: ({ data }: { data: Area }) => `${data.name}\n${data.text}\n${data.size}`,
        },
        emphasis: { itemStyle: { borderColor: style.getPropertyValue('--green').trim() }, label: text },
        data: areas.map((area) => ({
          ...area,
          itemStyle: { color: style.getPropertyValue(`--band-${area.tone}`).trim() },
        })),
      },
    ],
  });
  chart.on('click', ({ data }) => open((data as Area).id));
  const watch = new ResizeObserver(() => chart.resize());
  watch.observe(element);
  return () => {
    watch.disconnect();
    chart.dispose();
  };
}

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
