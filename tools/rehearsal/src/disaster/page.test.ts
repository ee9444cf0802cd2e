import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../programs';
import { disasterNames, promises } from './promises';
import { span } from './report';

const page = readFileSync(join(root, 'docs/recovery.md'), 'utf8');

/** The section of a heading, in one line: the page is wrapped. */
const section = (title: string) =>
  page
    .split(/^## /m)
    .find((one) => one.startsWith(`${title}\n`))
    ?.replace(/\s+/g, ' ');

test.each(disasterNames)('the page says of the disaster "%s" what the drill measures', (name) => {
  const { title, noticed, lostMinutes, backMinutes, commands } = promises[name];
  const text = section(title);
  expect(text).toContain(`**How it is noticed:** ${noticed}.`);
  expect(text).toContain(`**Lost at most:** ${span(lostMinutes)}.`);
  expect(text).toContain(
    `**Time:** ${span(backMinutes.commands)} for the commands, and ${span(backMinutes.aws)} of AWS`,
  );
  for (const command of commands) expect(text).toContain(command);
});

test('the figures of the page are of each disaster', () => {
  const figures = section('Figures of the drill');
  for (const name of disasterNames) expect(figures).toContain(promises[name].title);
});
