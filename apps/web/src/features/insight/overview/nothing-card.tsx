import type { ReactNode } from 'react';
import { Card } from '../../../ui/card.tsx';

/** In place of a card's figures when there are none, which is often good news. */
export function NothingCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card title={title} className="flex flex-col [&>div]:grid [&>div]:flex-1 [&>div]:place-items-center">
      <p className="py-6 text-center text-balance text-ink-muted">{children}</p>
    </Card>
  );
}
