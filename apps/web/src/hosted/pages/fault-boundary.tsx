import { Component, type ReactNode } from 'react';
import { type Failure, pageFault } from '../outcome.ts';
import { SpokenPage } from './spoken-page.tsx';

/** Shows a page that says so when the page itself is at fault, instead of an empty one. */
export class FaultBoundary extends Component<{ children: ReactNode }, { failure: Failure | null }> {
  override state: { failure: Failure | null } = { failure: null };

  static getDerivedStateFromError(error: unknown) {
    return { failure: pageFault(error) };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return <SpokenPage failure={failure} onRetry={() => location.reload()} />;
  }
}
