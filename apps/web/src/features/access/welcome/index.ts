export { StandalonePage } from './standalone-page.tsx';
