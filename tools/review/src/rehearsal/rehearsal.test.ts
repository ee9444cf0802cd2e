import { page } from '../html/page';
import { longest, markdown } from '../markdown/markdown';
import { sampleApps, sampleReport } from '../testing/sample';
import { parseRehearsal, writeRehearsal, type Rehearsal } from './rehearsal';

const json = Object.fromEntries(['account', 'network', 'data', 'compute'].map((app) => [app, 'a'.repeat(64)]));
const outcome: Rehearsal = {
  environment: 'staging',
  base: '0123456789',
  json,
  isWell: true,
  line: 'rehearsed: applied in 41 s, converged, rollback tried',
  words: 'rehearsed: applied in 41 s\n  ✔ network',
};
const told = (...rehearsals: Rehearsal[]) => sampleReport({ rehearsals });
const firstLine = (...rehearsals: Rehearsal[]) => markdown(told(...rehearsals)).split('\n')[0];

test('the rehearsal is shown in one line, in the comment and on the page', () => {
  expect(markdown(told(outcome))).toContain(
    '### Rehearsal on the embedded AWS, without real data\n\n- `staging`: applied in 41 s, converged, rollback tried (from a deploy of its base, 0123456)',
  );
  expect(page(told(outcome))).toContain(
    'applied in 41 s, converged, rollback tried (from a deploy of its base, 0123456)',
  );
});

test('a missing rehearsal is reported', () => {
  expect(markdown(told())).toContain('- `staging`: not rehearsed');
});

test('a failed rehearsal is in the first line, with its full output below', () => {
  const failed = {
    ...outcome,
    isWell: false,
    line: 'rehearsed: FAILED in network, rollback tried',
    words: '✖ network: AWS refuses',
  };
  expect(firstLine(failed)).toMatch(/^# The rehearsal FAILED in staging\. 1 resource destroyed/);
  expect(markdown(told(failed))).toContain('```\n✖ network: AWS refuses\n```');
  expect(page(told(failed))).toContain('<pre>✖ network: AWS refuses</pre>');
  expect(page(told(failed))).toContain('<h1 class="error">The rehearsal FAILED in staging.');
});

test('the comment fits with any output of rehearsals, and the parts after it stay separate', () => {
  const names = ['staging', 'testing', 'production'];
  const apps = names.flatMap((environment) => sampleApps.map((one) => ({ ...one, environment })));
  const long = names.map((environment) => ({
    ...outcome,
    environment,
    isWell: false,
    words: 'refused\n'.repeat(9_000),
  }));
  const body = markdown(sampleReport({ rehearsals: long, expected: [] }, apps));
  expect(body.length).toBeLessThanOrEqual(longest);
  expect(body.match(/^```/gm)!.length % 2).toBe(0);
  expect(body).toContain('### Policy');
});

test.each([
  ['of another JSON', { json: { ...json, data: 'b'.repeat(64) } }, 'of other code of staging/data'],
  [
    'of an app less',
    { json: { account: json['account']!, network: json['network']!, data: json['data']! } },
    'compute',
  ],
])('an outcome %s is not shown, good or bad', (_what, more, why) => {
  for (const isWell of [true, false]) {
    const body = markdown(told({ ...outcome, ...more, isWell }));
    expect(body).toContain('- `staging`: not rehearsed with the planned code: the rehearsal was of other code of');
    expect(body).toContain(why);
    expect(body).not.toMatch(/applied in 41 s|FAILED/);
  }
});

test('an outcome of another environment is not shown', () => {
  expect(markdown(told({ ...outcome, environment: 'testing' }))).not.toContain('applied in');
});

test('an outcome is read as it was written, and one of another format is refused', () => {
  expect(parseRehearsal(writeRehearsal(outcome))).toMatchObject(outcome);
  expect(() => parseRehearsal('{"format": 2}')).toThrow(
    /^The outcome of a rehearsal is not of format 1:[^]*Rehearse again: npm run rehearse -- --review <folder>\.$/,
  );
});
