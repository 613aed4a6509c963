export { ShownOnce, useShownOnce } from './shown-once.tsx';
