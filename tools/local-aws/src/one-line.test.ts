import { oneLine } from './one-line';

test.each([
  ['a line end', 'a\nb', 'a\\nb'],
  ['a carriage return', 'a\r\nb', 'a\\u000d\\nb'],
  ['an escape', '\u001b[2J', '\\u001b[2J'],
  ['a C1 control', '\u009b2J\u0085', '\\u009b2J\\u0085'],
  ['a tab, a bell and a delete', '\t\u0007\u007f', '\\u0009\\u0007\\u007f'],
  ['a text that turns round', 'a\u202eb\u2066c\u061c', 'a\\u202eb\\u2066c\\u061c'],
  ['characters of no width', 'a\u200b\ufeff\u00ad', 'a\\u200b\\ufeff\\u00ad'],
  ['separators of lines', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
  ['a tag beyond the first plane', 'a\u{e0041}', 'a\\u{e0041}'],
  ['half of a pair', 'a\ud800', 'a\\ud800'],
])('%s is escaped', (_what, text, shown) => expect(oneLine(text)).toBe(shown));

test('visible characters stay as they are', () => {
  const text = '200 s3:GET /Käse/日本語/🧀?a=%0A "b" \\';
  expect(oneLine(text)).toBe(text);
});

test('a line that is too long is cut, and reports the number of missing characters', () => {
  expect(oneLine('x'.repeat(10_000))).toBe(`${'x'.repeat(8_000)}... (2000 more characters)`);
});
