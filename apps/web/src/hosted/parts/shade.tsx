/** Where something will stand in a moment. */
export function Shade() {
  return <div aria-busy="true" className="h-48 animate-breathe rounded-lg bg-sand-deep" />;
}
