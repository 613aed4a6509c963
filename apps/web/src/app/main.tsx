import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepFocus } from '../lib/kept-focus.ts';
import { followSystemTheme } from '../lib/preferences.ts';
import { startTexts } from './i18n/start.ts';
import { Providers } from './providers.tsx';
import { reloadOnceWhenOutdated } from './outdated-page.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

reloadOnceWhenOutdated();
followSystemTheme();
keepFocus();
await startTexts();
createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
