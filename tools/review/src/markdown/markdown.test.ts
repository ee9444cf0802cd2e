import type { ReviewedPlan } from '../record/record';
import { review } from '../record/review';
import { reportOf } from '../report/report';
import { largeApps, largeReport } from '../testing/large';
import { planted } from '../testing/planted';
import { key, planNamed, planOf, plannedApp, resourceChange } from '../testing/plans';
import { sampleApps, sampleFinding as finding, sampleReport } from '../testing/sample';
import { longest, markdown, marker } from './markdown';

const firstLine = (body: string) => body.split('\n')[0];
test('a comment begins with the losses and ends with its marker', () => {
  const body = markdown(sampleReport(), { page: 'https://example.com/page' });
  expect(firstLine(body)).toBe(
    '# 1 resource destroyed, 1 replaced, 1 possibly replaced; data at stake: aws_s3_bucket.old, aws_db_instance.main',
  );
  expect(body.endsWith(marker)).toBe(true);
  expect(body).toContain('The whole report: https://example.com/page');
});

test('its parts are in the order in which a reviewer needs them', () => {
  const body = markdown(sampleReport({ stale: ['main has moved'] }));
  const order = [
    '# Do not approve',
    '> [!CAUTION]',
    '**Data is at stake:**',
    '| app |',
    '### Destroyed (1)',
    '### Replaced (1)',
    '### Possibly replaced',
    '### Rehearsal',
    '### Across apps',
    '### Policy',
    '### Approvals',
    '<summary>staging/network',
    'Sources of the plans',
  ];
  const at = order.map((part) => body.indexOf(part));
  expect(at).not.toContain(-1);
  expect(at).toEqual([...at].sort((one, other) => one - other));
});

test('a deleted resource is listed in full: address, reason, data, protection, and its line of code', () => {
  expect(markdown(sampleReport())).toContain(
    [
      '- `aws_db_instance.main` in `staging/data` **holds data that is lost with it**',
      '  - why: storage_encrypted false → true, which cannot be changed in place',
      '  - protection: prevent_destroy: Terraform refuses it; deletion protection: AWS refuses it, and the deploy stops there; a final snapshot is made',
      '  - defined by `data/database/instance` at `apps/data/src/database/database.ts:61`',
    ].join('\n'),
  );
});

test('a missing or failed plan is in the first line, and has no counts', () => {
  const failed = plannedApp({}, { app: 'data', result: { kind: 'failed', error: 'Error: no credentials' } });
  const body = markdown(sampleReport({}, [...sampleApps.slice(0, 2), failed]));
  expect(firstLine(body)).toBe(
    '# Do not approve: 2 of 4 plans are missing or not complete: staging/data (its plan failed), staging/compute (there is no plan of it)',
  );
  expect(body).toContain('| `staging/data` | ? | ? | ? | ? | ? | **its plan failed** |');
  expect(body).toContain('Error: no credentials');
  expect(body).not.toMatch(/no changes/i);
});

test('"no changes" is shown for plans that were read, with zeros', () => {
  const report = sampleReport({ expected: ['staging/network'] }, [plannedApp(planNamed('no-op'))]);
  expect(markdown(report)).toMatch(
    /^# No changes \(1 of 1 apps read\)\n[\s\S]*\| `staging\/network` \| 0 \| 0 \| 0 \| 0 \|\n/,
  );
});

test('a report without rules is marked as such', () => {
  expect(markdown(sampleReport({ policy: undefined }))).toContain('**The rules were not run.**');
});

test('a finding is shown with its fault and the line, once for all environments that have it', () => {
  const policy = { findings: [finding, { ...finding, place: 'testing/compute' }], waived: [], refused: [] };
  expect(markdown(sampleReport({ policy }))).toContain(
    '- **high** port 80 is open to 0.0.0.0/0 at `apps/compute/src/group/firewall.ts:12` (`MAL_NET_4`: Only what is public is open ' +
      'to the world): `aws_security_group.web` in `staging/compute`, `testing/compute`',
  );
});

test('one fault of one line is listed once, with its resources', () => {
  const findings = Array.from({ length: 12 }, (_, index) => ({ ...finding, address: `aws_security_group.g${index}` }));
  const body = markdown(sampleReport({ policy: { findings, waived: [], refused: [] } }));
  expect(body.match(/port 80 is open/g)).toHaveLength(1);
  expect(body).toContain(
    '`aws_security_group.g8` in `staging/compute`; `aws_security_group.g9` in `staging/compute` and 2 more',
  );
});

test('a waiver is shown with its reason, apart from the findings', () => {
  const waiver = { reason: 'goes with version 2', owner: 'data', expires: '2026-12-31' };
  const body = markdown(sampleReport({ policy: { findings: [], waived: [{ ...finding, waiver }], refused: [] } }));
  expect(body).toContain('### Policy\n\nThe rules find no fault in the planned configuration.');
  expect(body).toContain(
    [
      '<details><summary>1 waiver covers the changes</summary>',
      '',
      '- `MAL_NET_4` (Only what is public is open to the world) is waived for `aws_security_group.web` in `staging/compute`: ' +
        'goes with version 2 (data, until 2026-12-31)',
    ].join('\n'),
  );
});

test('refusals of production are listed first', () => {
  const refused = [{ place: 'production/data', why: 'The plan would delete aws_s3_bucket.old' }];
  expect(markdown(sampleReport({ policy: { findings: [finding], waived: [], refused } }))).toContain(
    '### Policy\n\n- **production refuses** the plan of `production/data`: The plan would delete aws_s3_bucket.old\n- **high**',
  );
});

test('resources that the code no longer has are listed with the commit that they were deployed from', () => {
  const deployed = { 'staging/data': { commit: 'c626955c62', clean: true, at: '2026-11-29T14:03:00Z' } };
  const places = {};
  expect(markdown(sampleReport({ deployed, places }))).toContain(
    '### Destroyed (1)\n\n`staging/data` was last deployed from `c626955` (2026-11-29 14:03 UTC). A deploy of that commit restores it without its data.\n\n- `aws_s3_bucket.old`',
  );
});

describe('2,000 changes in 20 plans', () => {
  const report = largeReport(largeApps(20, 2_000));
  const body = markdown(report, { page: 'https://example.com' });

  test('fit, and every deleted or replaced resource is there by its address', () => {
    expect(body.length).toBeLessThan(longest);
    expect(report.destructive).toHaveLength(600);
    const names = report.destructive.map(({ address }) => address.split('.')[1]!);
    expect(names.filter((name) => !body.includes(name))).toEqual([]);
  });

  test('every app has at least its counts', () => {
    for (const { environment, app } of report.rows) expect(body).toContain(`<summary>${environment}/${app}: `);
    expect(body).toContain('! update aws_iam_role: 8');
  });

  test('have the same text each time', () => {
    expect(markdown(report, { page: 'https://example.com' })).toBe(body);
    const again = () => markdown(largeReport(largeApps(2, 20)));
    expect(again()).toBe(again());
  });
});

test('a comment always fits: first values are shorter, then addresses are left, then counts', () => {
  const report = sampleReport();
  const shown = (limit: number) => {
    const body = markdown(report, { limit });
    expect(body.length).toBeLessThanOrEqual(limit);
    expect(body).toContain('aws_db_instance.main');
    expect(body).toContain('aws_s3_bucket.old');
    return [...body.matchAll(/; shown here: ([a-z ]+)</g)].map(([, detail]) => detail);
  };
  const whole = markdown(report).length;
  // The note that values are shortened takes room itself.
  expect(shown(whole + 100)).toEqual([]);
  expect(shown(whole - 300)).toContain('addresses');
  expect(shown(3_700)).toContain('counts');
});

test.each([12_000, 3_000])(
  '%i destroyed resources fit; without room for names, as the number of each type',
  (count) => {
    const one = resourceChange('aws_sqs_queue.q', { actions: ['delete'], before: { id: 'q' } });
    const [app] = review([plannedApp(planOf([one]), { app: 'data' })], { key });
    const { result } = app as { result: ReviewedPlan };
    const changes = Array.from({ length: count }, (_, index) => ({
      ...result.changes[0]!,
      address: `aws_sqs_queue.q${index}`,
    }));
    const apps = [{ ...app!, result: { ...result, changes } }];
    const body = markdown(reportOf({ apps, expected: [], places: {}, owners: {} }));
    expect(body.length).toBeLessThanOrEqual(longest);
    expect(firstLine(body)).toBe(`# ${count} resources destroyed`);
    expect(body).toContain(count > 10_000 ? `\`aws_sqs_queue\`: ${count}` : 'q2999');
  },
);

test('a thousand apps, errors, findings and outputs fit, and the first line stays', () => {
  const failed = Array.from({ length: 1_000 }, (_, index) =>
    plannedApp({}, { app: `app${index}`, result: { kind: 'failed', error: 'x'.repeat(10_000) } }),
  );
  const body = markdown(sampleReport({ stale: Array.from({ length: 50 }, () => 's'.repeat(2_000)) }, failed));
  expect(body.length).toBeLessThanOrEqual(longest);
  expect(firstLine(body)).toMatch(/^# Do not approve: 1004 of 1004 plans/);
  expect(body).toContain(marker);
});

test('of a thousand secrets in every place of a plan, none is in the comment', () => {
  const { secrets, apps } = planted(1_000);
  const report = reportOf({ apps: review(apps, { key }), expected: [], places: {}, owners: {} });
  for (const body of [markdown(report), markdown(report, { limit: 10_000_000 })]) {
    expect(secrets.filter((secret) => body.includes(secret))).toEqual([]);
  }
});
