const RELOADED_KEY = 'stepwell.reloaded';

/**
 * After an upgrade an open tab asks for files of the version before, which are gone. It then loads the page anew,
 * once: when that does not help, the error page shows.
 */
export function reloadOnceWhenOutdated() {
  addEventListener('vite:preloadError', (event) => {
    if (sessionStorage.getItem(RELOADED_KEY) === location.pathname) return;
    sessionStorage.setItem(RELOADED_KEY, location.pathname);
    event.preventDefault();
    location.reload();
  });
}
