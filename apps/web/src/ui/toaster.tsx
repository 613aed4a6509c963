import 'sonner/dist/styles.css';
import { Toaster as Sonner } from 'sonner';
import { effectiveTheme, usePreferences } from '../lib/preferences.ts';

export { toast } from 'sonner';

/** Where toasts appear. Once, at the root. */
export function Toaster({ label }: { label: string }) {
  const theme = usePreferences((preferences) => preferences.theme);
  return (
    <Sonner
      position="bottom-right"
      theme={effectiveTheme(theme)}
      containerAriaLabel={label}
      gap={8}
      toastOptions={{
        classNames: {
          toast: '!rounded-lg !border-line !bg-raised !font-sans !text-sm !text-ink !shadow-overlay',
          description: '!text-ink-muted',
          actionButton: '!rounded-md !bg-accent !text-on-accent',
          success: '[&_[data-icon]]:!text-good-text',
          error: '[&_[data-icon]]:!text-bad-text',
        },
      }}
    />
  );
}
