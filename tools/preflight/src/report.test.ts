import { stripVTControlCharacters } from 'node:util';
import type { Line } from './line';
import { isReady, report } from './report';

const line = (outcome: Line['outcome'], todo?: string): Line => ({
  check: 'budget',
  about: 'monthly',
  outcome,
  found: 'something',
  ...(todo !== undefined && { todo }),
});
const printed = (lines: readonly Line[]) => stripVTControlCharacters(report('production', lines));

it('the table numbers its lines, and the next steps follow it, each once', () => {
  const text = printed([
    line('ok'),
    line('failed', 'Deploy.'),
    line('attention', 'Confirm.'),
    line('failed', 'Deploy.'),
  ]);
  expect(text).toMatch(/│ 1 +│ budget +│ monthly +│ ok +│ something +│/);
  expect(text).toMatch(
    /\nproduction: 1 ok, 1 attention, 2 failed, 0 unknown\.\nNext steps:\n {2}2, 4\. failed: Deploy\.\n {2}3\. attention: Confirm\.$/,
  );
});

it('a report without steps ends with the counts', () => {
  expect(printed([line('ok')])).toMatch(/\nproduction: 1 ok, 0 attention, 0 failed, 0 unknown\.$/);
});

it('a long word is not cut off', () => {
  const arn = `arn:aws:iam::444455556666:role/${'x'.repeat(80)}/end`;
  const cells = printed([{ ...line('ok'), about: arn }]).replace(/[│\s]/g, '');
  expect(cells).toContain('/end');
  expect(cells).not.toContain('…');
});

it('an account is ready unless a line failed', () => {
  expect(isReady([line('ok'), line('attention', 'a'), line('unknown', 'b')])).toBe(true);
  expect(isReady([line('ok'), line('failed', 'a')])).toBe(false);
});
