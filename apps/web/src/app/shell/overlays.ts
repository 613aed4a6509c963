import { create } from 'zustand';

export type Overlay = 'commands' | 'shortcuts' | 'navigation';

/** Which overlay of the shell is open; at most one. */
export const useOverlays = create<{ open: Overlay | null }>(() => ({ open: null }));

export function openOverlay(overlay: Overlay) {
  useOverlays.setState({ open: overlay });
}

export function closeOverlay() {
  useOverlays.setState({ open: null });
}
