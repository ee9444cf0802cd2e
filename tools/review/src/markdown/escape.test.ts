import MarkdownIt from 'markdown-it';
import { planOf, plannedApp, resourceChange } from '../testing/plans';
import { sampleReport } from '../testing/sample';
import { escape } from '../html/escape';
import { block, cell, code, text } from './escape';
import { markdown } from './markdown';

const rendered = (body: string) => new MarkdownIt({ html: true, linkify: true }).render(body);
/** The text that a reader sees. */
const read = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

const hostile = [
  '</summary></details><script>alert(1)</script>',
  '**bold** _it_ [link](http://evil) ![i](http://evil) <b>x</b>',
  '@malinshopper/platform #12 http://evil.example www.evil.example $x$',
  '``` \n# heading\n- list\n> quote',
  'a | b \\| c `code` ``two``',
  '-->\n<!--',
  ':smile: &amp; &#35;',
];

test.each(hostile)('text of a plan starts no structure in the comment: %j', (words) => {
  const line = words.replace(/\s*\n\s*/g, ' ');
  expect(
    read(rendered(text(words)))
      .replace(/\u200b/g, '')
      .trim(),
  ).toBe(line.trim());
  expect(rendered(text(words))).not.toMatch(/<(?!\/?p>)/);
  expect(read(rendered(code(words))).trim()).toBe(line.trim());
  expect(rendered(`| a |\n| --- |\n| ${cell(words)} |`).match(/<td>/g)).toHaveLength(1);
  expect(rendered(block('diff', words.split('\n')))).toMatch(
    /^<pre><code class="language-diff">[^<]*<\/code><\/pre>\n$/,
  );
});

test('text of a plan hides nothing, in the comment and on the page', () => {
  const words = 'a\u202eb\u009bc\u2066d\u200be\u2028f\u{e0041}g';
  const seen = 'a\\u202eb\\u009bc\\u2066d\\u200be\\u2028f\\udb40\\udc41g';
  for (const written of [code(words), cell(words), block('diff', [words]), escape(words)])
    expect(written).toContain(seen);
  expect(read(rendered(text(words))).trim()).toBe(seen);
});

test("a plan full of markup does not change the comment's structure", () => {
  const changes = hostile.map((words, index) =>
    resourceChange(`aws_sqs_queue.q["${words}"]`, {
      actions: index % 2 ? ['delete'] : ['create'],
      before: index % 2 ? { name: words } : null,
      after: index % 2 ? null : { name: words, [words]: `${words}\n${words}` },
      reason: words,
    }),
  );
  const failed = plannedApp({}, { app: 'data', result: { kind: 'failed', error: hostile.join('\n') } });
  const html = rendered(
    markdown(
      sampleReport({ expected: [], stale: hostile }, [
        plannedApp(
          planOf(changes, {
            checks: [
              {
                address: { to_display: 'c' },
                status: 'fail',
                instances: [{ problems: hostile.map((message) => ({ message })) }],
              },
            ],
          }),
        ),
        failed,
      ]),
    ),
  );
  expect(html).not.toMatch(/<script|<img|<a |<b>|<em>|<!--(?! malinshopper-review)/);
  expect(html.match(/<details[ >]/g)).toHaveLength(3);
  expect(html.match(/<\/details>/g)).toHaveLength(3);
});
