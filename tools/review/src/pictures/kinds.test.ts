import { markdown } from '../markdown/markdown';
import { headline } from '../report/headline';
import { asGitHub } from './as-github';
import { kinds } from './kinds';

const headlines = [
  ['in-place', 'change', 'Nothing is destroyed or replaced: 1 changed'],
  [
    'replaced',
    'danger',
    '1 resource destroyed, 1 replaced, 1 possibly replaced; data at stake: aws_s3_bucket.old, aws_db_instance.main',
  ],
  ['destroyed', 'danger', '2 resources destroyed; data at stake: aws_s3_bucket.uploads'],
  ['nothing', 'quiet', 'No changes (2 of 2 apps read)'],
  ['not-planned', 'error', 'Do not approve: 2 of 4 plans are missing or not complete'],
  ['stale', 'error', 'Do not approve: this plan is out of date'],
  ['policy', 'danger', 'Against the rules (1 finding). Nothing is destroyed or replaced: 1 changed'],
] as const;

test.each(headlines)('the picture of %s shows the kind of its name', (name, tone, text) => {
  expect(headline(kinds[name]!())).toEqual({ tone, text: expect.stringContaining(text) as string });
});

test('each kind of picture has its headline above', () => {
  expect(Object.keys(kinds).sort()).toEqual(headlines.map(([name]) => name).sort());
});

test('a comment is shown with the box and the colours of GitHub', () => {
  const html = asGitHub(markdown(kinds['replaced']!()));
  expect(html).toContain('<blockquote class="markdown-alert markdown-alert-caution">');
  expect(html).toContain('<span class="pl-md">- delete aws_s3_bucket.old</span>');
  expect(html).not.toContain('[!CAUTION]');
});
