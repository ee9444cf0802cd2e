import { markdown } from '../markdown/markdown';
import { headline } from '../report/headline';
import { asGitHub } from './as-github';
import { kinds } from './kinds';

test.each([
  ['in-place', 'change', 'Nothing is destroyed or replaced: 1 changed'],
  ['replaced', 'danger', '1 resource destroyed, 1 replaced, 1 possibly replaced; 2 of them hold data or guard it'],
  ['destroyed', 'danger', '2 resources destroyed; 1 of them holds data or guards it'],
  ['nothing', 'quiet', 'No changes (2 of 2 apps read)'],
  ['not-planned', 'error', 'Not reviewed: 2 of 4 plans do not say everything'],
  ['stale', 'error', 'Stale: this review holds no longer, plan again'],
  ['policy', 'danger', 'Nothing is destroyed or replaced: 1 changed; the rules find 1 fault'],
])('the picture of %s shows what its name says', (name, tone, text) => {
  expect(headline(kinds[name]!())).toEqual({ tone, text: expect.stringContaining(text) as string });
});

test('each kind has its picture, and no other', () => {
  expect(Object.keys(kinds)).toHaveLength(7);
});

test('a comment is shown with the box and the colours of GitHub', () => {
  const html = asGitHub(markdown(kinds['replaced']!()));
  expect(html).toContain('<blockquote class="markdown-alert markdown-alert-caution">');
  expect(html).toContain('<span class="pl-md">- delete aws_s3_bucket.old</span>');
  expect(html).not.toContain('[!CAUTION]');
});
