import { markdown } from '../markdown/markdown';
import { review } from '../record/review';
import { key, provenance } from '../testing/plans';
import { sampleApps, sampleReport } from '../testing/sample';
import { whyStale } from './stale';

const reviewed = review(sampleApps, { key });
const now = Object.fromEntries(sampleApps.map(({ environment, app, provenance: of }) => [`${environment}/${app}`, of]));

test('a review of what stands as it did is not stale', () => {
  expect(whyStale(reviewed, now)).toEqual([]);
});

test('each thing that has moved on is a reason, and stands first in the comment', () => {
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
    `staging/data: the synthesized JSON is another: reviewed at ${provenance.commit}, now ${'d'.repeat(40)}`,
    'staging/compute: the state of staging/account was serial 3 at the review, and is serial 4',
  ]);
  const lines = markdown(sampleReport({ stale })).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    '# Do not approve: this plan is out of date',
    '',
    '> [!CAUTION]',
    '> **What follows is out of date. It has to be planned again, because:**',
  ]);
});

test('an app that is not there any more is a reason', () => {
  const { 'staging/compute': gone, ...others } = now;
  expect(gone).toBeDefined();
  expect(whyStale(reviewed, others)).toEqual(['staging/compute is not there any more']);
});
