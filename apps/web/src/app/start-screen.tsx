import { Mark } from '../ui/mark.tsx';

/** While it is not yet known who is signed in. */
export function StartScreen() {
  return (
    <div className="grid min-h-dvh place-items-center">
      <Mark className="size-8 animate-breathe" />
    </div>
  );
}
