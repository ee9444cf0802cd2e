import { markdown } from '../markdown/markdown';
import { review } from '../record/review';
import { key, provenance } from '../testing/plans';
import { sampleApps, sampleReport } from '../testing/sample';
import { whyStale } from './stale';

const reviewed = review(sampleApps, { key });
const now = Object.fromEntries(sampleApps.map(({ environment, app, provenance: of }) => [`${environment}/${app}`, of]));

test('a review with unchanged sources is not stale', () => {
  expect(whyStale(reviewed, now)).toEqual([]);
});

test('each changed source is a reason, and is first in the comment', () => {
  const moved = {
    ...now,
    'staging/data': { ...provenance, json: 'c'.repeat(64), commit: 'd'.repeat(40) },
    'staging/compute': {
      ...now['staging/compute']!,
      upstream: { 'staging/network': 'planned' as const, 'staging/account': { lineage: 'acc', serial: 4 } },
    },
  };
  const stale = whyStale(reviewed, moved);
  expect(stale).toEqual([
    `staging/data: the synthesized JSON differs: reviewed at ${provenance.commit}, now ${'d'.repeat(40)}`,
    'staging/compute: the state of staging/account was serial 3 at the review, and is serial 4',
  ]);
  const lines = markdown(sampleReport({ stale })).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    '# Do not approve: this plan is out of date',
    '',
    '> [!CAUTION]',
    '> **This review is out of date. Plan it again, because:**',
  ]);
});

test('an app that does not exist any more is a reason', () => {
  const { 'staging/compute': gone, ...others } = now;
  expect(gone).toBeDefined();
  expect(whyStale(reviewed, others)).toEqual(['staging/compute does not exist any more']);
});
