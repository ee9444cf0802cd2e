import { firstUnseen, visible, visibleOnTerminal } from './index';

it.each([
  ['colours and cursors of a terminal', '\u001b[2J\u0007', '\\u001b[2J\\u0007'],
  ['a carriage return, which writes over its line', 'failed\rok', 'failed\\u000dok'],
  ['DEL and C1, which terminals obey as ESC with a letter', '\u007f\u009b2J\u0085', '\\u007f\\u009b2J\\u0085'],
  [
    'characters that reverse the direction of writing',
    'a\u202eb\u2066c\u200fd\u061ce',
    'a\\u202eb\\u2066c\\u200fd\\u061ce',
  ],
  ['characters without a width', 'a\u200bb\u200dc\u2060d\ufeffe\u00adf', 'a\\u200bb\\u200dc\\u2060d\\ufeffe\\u00adf'],
  ['characters that are drawn as nothing', 'a\u3164b\u115fc\u2800d\u034fe', 'a\\u3164b\\u115fc\\u2800d\\u034fe'],
  ['tags, which spell an invisible text', 'a\u{e0041}', 'a\\udb40\\udc41'],
  ['other line ends', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
  ['half of a surrogate pair', 'a\ud800b', 'a\\ud800b'],
])('escapes %s', (_, text, expected) => {
  expect(visible(text)).toBe(expected);
  expect(firstUnseen(text)).toBeDefined();
});

it('does not change visible text', () => {
  const text = 'Größe 5 € — ✔\ufe0f 日本語 \u{1f600} \\u202e\n\tfin';
  expect(visible(text)).toBe(text);
  expect(firstUnseen('Größe 5 € — 日本語 \u{1f600}')).toBeUndefined();
});

it('requires names without line ends and variation selectors', () => {
  expect(['a\nb', 'a\tb', 'a\ufe0f'].map(firstUnseen)).toEqual(['\n', '\t', '\ufe0f']);
});

it('means the same within JSON', () => {
  const text = 'a\u202e\u009b\u{e0041}\u2028\u007f';
  expect(JSON.parse(visible(JSON.stringify(text)))).toBe(text);
});

it('allows a terminal to colour letters, and nothing else', () => {
  const ours = '\u001b[31m\u001b[1mno\u001b[22m\u001b[39m';
  expect(visibleOnTerminal(ours)).toBe(ours);
  for (const sequence of [
    '[8m',
    '[41m',
    '[31;41m',
    '[2J',
    '[1A',
    ']0;title\u0007',
    ']8;;http://x\u0007',
    'c',
    '[38;5;0m',
  ]) {
    expect(visibleOnTerminal(`a\u001b${sequence}`)).toMatch(/^a\\u001b/);
  }
});
