export { isOwnPage } from './own-pages.ts';
