import { expect, it } from 'vitest';
import { errorsPage } from './errors-page.ts';

it('lists codes by status and then by name, each where a problem document points', () => {
  const page = errorsPage({
    flow_stale: { kind: 'conflict', title: 'Someone else changed the flow.' },
    cursor_damaged: { kind: 'malformed', title: 'The cursor is damaged.' },
    capability_taken: { kind: 'conflict', title: 'Use a | b.' },
  });
  expect(page.match(/^## .*$/gm)).toEqual(['## 400', '## 409']);
  expect(page.match(/(?<=id=")\w+/g)).toEqual(['cursor_damaged', 'capability_taken', 'flow_stale']);
  expect(page).toContain(
    '| <a id="capability_taken"></a>`capability_taken` | validation | info | after_change | Use a \\| b. |',
  );
});
