// Runs before the first paint, so that the page never flashes in the wrong theme or language.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage may be forbidden: then the system decides.
    }
  };
  const stored = read('stepwell.theme');
  const dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  const language = read('stepwell.language') || navigator.language || 'en';
  root.lang = language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
})();
