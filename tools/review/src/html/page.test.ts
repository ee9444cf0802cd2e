import { review } from '../record/review';
import { reportOf } from '../report/report';
import { largeApps, largeReport } from '../testing/large';
import { planted } from '../testing/planted';
import { key, planOf, plannedApp, resourceChange } from '../testing/plans';
import { sampleApps, sampleFinding, sampleReport } from '../testing/sample';
import { page } from './page';

test('the page has the content of the comment, and all of it', () => {
  const policy = { findings: [sampleFinding], waived: [], refused: [] };
  const html = page(sampleReport({ stale: ['main has moved'], policy }));
  for (const part of [
    '<h1 class="error">Do not approve',
    'main has moved',
    '<h2>Destroyed (1)</h2>',
    '<h2>Replaced (1)</h2>',
    'Possibly replaced',
    'Across apps',
    'MAL_NET_4',
    '@malinshopper/data',
    'storage_encrypted: false → true # forces replacement',
    'Sources of the plans',
  ]) {
    expect(html).toContain(part);
  }
});

test('it needs no external resource, and runs nothing', () => {
  const html = page(sampleReport());
  expect(html).not.toMatch(/<script|<link|<img|<iframe| src=| href=|url\(|@import/);
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test('a failed plan is unfolded, with its error', () => {
  const failed = plannedApp({}, { app: 'data', result: { kind: 'failed', error: 'Error: <no> credentials' } });
  const html = page(sampleReport({}, [...sampleApps.slice(0, 2), failed]));
  expect(html).toMatch(/^<!doctype html>[\s\S]*<h1 class="error">Do not approve: 2 of 4/);
  expect(html).toContain(
    '<details open><summary><code>staging/data</code> failed</summary><pre><span class="del">Error: &lt;no&gt; credentials</span></pre>',
  );
});

test('text of a plan is no markup', () => {
  const words = '</span></pre><script>alert(1)</script><img src=x onerror="alert(1)">';
  const plan = planOf([
    resourceChange(`aws_sqs_queue.q["${words}"]`, { actions: ['delete'], before: { id: words }, reason: words }),
    resourceChange('aws_sqs_queue.r', { actions: ['create'], after: { [words]: words, text: `${words}\n${words}` } }),
  ]);
  expect(page(sampleReport({ expected: [], stale: [words] }, [plannedApp(plan)]))).not.toMatch(/<script|<img/);
});

test('of 2,000 changes, each is on the page', () => {
  const apps = largeApps(20, 2_000);
  const html = page(largeReport(apps));
  const shown = new Set(html.match(/_\d+_1A2B3C4D/g));
  const missing = Array.from({ length: 2_000 }, (_, index) => `_${index}_1A2B3C4D`).filter((name) => !shown.has(name));
  expect(missing).toEqual([]);
});

test('of a thousand secrets in every place of a plan, none is on the page', () => {
  const { secrets, apps } = planted(1_000);
  const html = page(reportOf({ apps: review(apps, { key }), expected: [], places: {}, owners: {} }));
  expect(secrets.filter((secret) => html.includes(secret))).toEqual([]);
});
