import { useNavigation } from 'react-router';

/** A thin bar while the next page is fetched; quick changes stay without one. */
export function NavigationProgress() {
  const { state } = useNavigation();
  if (state === 'idle') return null;
  return (
    <div
      aria-hidden="true"
      className="fixed inset-x-0 top-0 z-50 h-0.5 animate-arrive bg-accent [animation-delay:150ms]"
    />
  );
}
