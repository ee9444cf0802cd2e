import type { Row } from '../row';
import { shortText, terminal } from './table';

const row = (more: Partial<Row>): Row => ({
  environment: 'testing',
  app: 'network',
  key: 'testing/network.tfstate',
  state: 'unchanged',
  ...more,
});
const record = { since: '2026-11-29T14:03:59.000Z', commit: { id: 'c62695512345', clean: true } };
const none = { added: [], removed: [], changed: [], renamed: [] };

test.each<[string, Partial<Row>]>([
  ['unchanged since 2026-11-29 14:03 UTC (c626955)', record],
  ['unchanged since 2026-11-29 14:03 UTC (no commit)', { since: record.since }],
  ['unchanged; again after data, network', { after: ['data', 'network'] }],
  ['changed: 1 resource', { state: 'changed', difference: { ...none, changed: ['aws_vpc.main', 'output.id'] } }],
  ['changed: 2 resources', { state: 'changed', difference: { ...none, added: ['aws_vpc.a'], removed: ['aws_vpc.b'] } }],
  ['changed: output.id, provider', { state: 'changed', difference: { ...none, changed: ['output.id', 'provider'] } }],
  ['changed', { state: 'changed' }],
  ['only an upstream output: vpcId', { state: 'upstream', outputs: { 'testing/network.tfstate': ['vpcId'] } }],
  ['only an upstream output: not known which', { state: 'upstream', outputs: { 'testing/network.tfstate': [] } }],
  ['never deployed', { state: 'never' }],
  ['failed last time since 2026-11-29 14:03 UTC (c626955)', { ...record, state: 'failed' }],
  ['gone from the repository', { state: 'gone' }],
])('a cell contains %s', (text, more) => expect(shortText(row(more))).toBe(text));

test('a report contains the table, and below it the reasons, changes, files and calls to write', () => {
  const many = Array.from({ length: 7 }, (_, index) => `aws_subnet.${index}`);
  const text = terminal({
    comparedWith: { commit: 'c62695512345' },
    rows: [
      row({}),
      row({
        app: 'data',
        state: 'changed',
        because: 'its JSON has changed',
        difference: { ...none, added: many, removed: ['aws_s3_bucket.old'] },
        files: ['apps/data/src/content.ts'],
        renamed: [
          {
            from: 'aws_s3_bucket.old',
            to: 'aws_s3_bucket.new',
            path: 'data/new',
            call: "moveFromId('aws_s3_bucket.old')",
          },
        ],
      }),
      row({
        app: 'search',
        state: 'gone',
        because: 'its app is gone',
        readBy: ['testing/page.tfstate'],
        looksLike: 'find',
      }),
      row({ environment: 'staging', state: 'never', because: 'there is no record of a deploy' }),
    ],
  });
  expect(text.split('\n').filter((line) => !/[├┌└]/.test(line))).toEqual([
    'Compared with commit c626955:',
    '',
    expect.stringMatching(/│ app +│ testing +│ staging +│/) as string,
    expect.stringMatching(/│ network +│ unchanged +│ never deployed +│/) as string,
    expect.stringMatching(/│ data +│ changed: 8 resources +│ +│/) as string,
    expect.stringMatching(/│ search +│ gone from the repository +│ +│/) as string,
    '',
    'testing/data: its JSON has changed',
    ...many.slice(0, 5).map((address) => `  + ${address}`),
    '  + 2 more',
    '  - aws_s3_bucket.old',
    '  by apps/data/src/content.ts',
    "  aws_s3_bucket.old is only renamed: add to the construct data/new: .moveFromId('aws_s3_bucket.old')",
    'testing/search: its app is gone',
    '  still read by testing/page',
    '  it looks as if it was renamed to find',
  ]);
});

test('records are named as the base of the comparison', () => {
  expect(terminal({ comparedWith: 'records', rows: [row(record)] })).toMatch(
    /^Compared with the records of the last deploys:\n/,
  );
});
