export { BarList } from './bar-list.tsx';
export { ChartCard } from './chart-card.tsx';
export { shortDay } from './day-text.ts';
export { apart, countTicks, linear, linePath, spacedIndices } from './scale.ts';
export { useWidth } from './use-width.ts';
