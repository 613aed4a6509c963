import { useEffect } from 'react';
import type { HostedFlow } from '../api.ts';
import { applyTenantTheme } from './apply-theme.ts';

export function useTenantTheme(hosted: HostedFlow | null): void {
  const accent = hosted?.theme.accent ?? null;
  const radius = hosted?.theme.radius ?? null;
  useEffect(() => applyTenantTheme({ accent, radius }), [accent, radius]);
}
