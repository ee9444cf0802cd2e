import { files, head, lines, located, permission, script, type Shape } from './shape';

export const heads: Shape[] = [
  { name: 'no more than its head', text: head },
  { name: 'version 0', text: 'version: 0\nos: linux\n' },
  { name: 'version 0.00', text: 'version: 0.00\nos: linux\n' },
  { name: 'a version in quotes', text: 'version: "0.0"\nos: linux\n', agent: 'an invalid version value (0.0)' },
  { name: 'version 1.0', text: 'version: 1.0\nos: linux\n', agent: 'an invalid version value (1.0)' },
  { name: 'no version', text: 'os: linux\n', agent: 'an invalid version value ()' },
  { name: 'os Linux', text: 'version: 0.0\nos: Linux\n', agent: 'an unsupported operating system (Linux)' },
  { name: 'os in quotes', text: 'version: 0.0\nos: "linux"\n' },
  { name: 'os in typographical quotes', text: 'version: 0.0\nos: “linux”\n', agent: 'an unsupported operating system' },
  { name: 'commas behind values', text: 'version: 0.0,\nos: linux,\n', agent: 'an invalid version value (0.0,)' },
  { name: 'no space behind colons', text: 'version:0.0\nos:linux\n', agent: 'an invalid version value' },
  { name: 'keys in capitals', text: 'Version: 0.0\nOs: linux\n', agent: 'an invalid version value ()' },
  { name: 'no text', text: '', agent: 'the application specification file was empty' },
  { name: 'comments only', text: '# later\n', agent: 'the application specification file was empty' },
  { name: 'a no-break space', text: 'version:\u00a00.0\nos: linux\n', agent: 'mapping values are not allowed' },
  { name: 'a comment without a space', text: 'version: 0.0#x\nos: linux\n', agent: 'an invalid version value (0.0#x)' },
  {
    name: 'a line that is indented by one',
    text: ' version: 0.0\nos: linux\n',
    agent: 'an unsupported operating system ()',
  },
];

export const encodings: Shape[] = [
  { name: 'a byte order mark', text: `\ufeff${head}`, agent: 'an unsupported operating system ()' },
  { name: 'a byte order mark and ---', text: `\ufeff---\n${head}`, agent: 'mapping values are not allowed' },
  { name: 'a byte order mark and %YAML', text: `\ufeff%YAML 1.1\n---\n${head}`, agent: 'cannot start any token' },
  { name: 'a byte order mark and a comment', text: `\ufeff# made on Windows\n${head}` },
  { name: 'a byte order mark and a blank line', text: `\ufeff\n${head}` },
  { name: 'a byte order mark and braces', text: '\ufeff{version: 0.0, os: linux}\n' },
  { name: 'line ends of Windows', text: files('web').replaceAll('\n', '\r\n') },
  { name: 'line ends of an old Macintosh', text: files('web').replaceAll('\n', '\r') },
  {
    name: 'a line separator',
    text: `${head}# a\u2028files: []\n`,
    stricter: 'has a line end in "# a\\u2028files: []"',
  },
  { name: 'a bell', text: `${head}# \u0007\n`, agent: 'control characters are not allowed' },
  { name: 'a C1 control', text: `${head}# \u0081\n`, agent: 'control characters are not allowed' },
  { name: 'an emoji in a comment', text: `${head}# \u{1F680}\n` },
];

export const tabs: Shape[] = [
  { name: 'tabs in front', text: lines('hooks:', '\tAfterInstall:'), agent: 'cannot start any token' },
  { name: 'a tab behind a colon', text: 'version:\t0.0\nos:\tlinux\n' },
  { name: 'tabs at the ends of lines', text: 'version: 0.0\t\nos: linux \t\n' },
  { name: 'a tab in front of a comment at the end', text: 'version: 0.0\t# x\nos: linux\n' },
  {
    name: 'a tab behind a dash',
    text: lines('files:', '  -\tsource: a', '    destination: /b'),
    agent: 'cannot start any token',
  },
  {
    name: 'a blank line with a tab',
    text: 'version: 0.0\n\t\nos: linux\n',
    agent: 'a tab character that violates indentation',
  },
  {
    name: 'a comment behind a tab',
    text: lines('hooks:', '\t# x', '  AfterInstall:'),
    agent: 'cannot start any token',
  },
  { name: 'a tab at the very end', text: `${head}\t`, agent: 'a tab character that violates indentation' },
  { name: 'a tab within brackets', text: lines('files: [', '\t{source: a, destination: /b}]'), stricter: 'has a tab' },
];

export const yaml: Shape[] = [
  {
    name: 'braces, as JSON',
    text: '{"version":0.0,"os":"linux","hooks":{"AfterInstall":[{"location":"a","timeout":300}]}}',
  },
  { name: 'a list that is not indented', text: lines('files:', '- source: a', '  destination: /b') },
  {
    name: 'a field that is indented otherwise',
    text: script(' timeout: 5'),
    agent: 'mapping values are not allowed',
  },
  { name: 'an anchor that nothing uses', text: 'version: &v 0.0\nos: linux\n' },
  {
    name: 'an alias',
    text: lines('files:', '  - &f {source: a, destination: /b}', '  - *f'),
    agent: 'Alias parsing was not enabled',
  },
  { name: 'a text with a * in front', text: files('*'), agent: 'while scanning an alias' },
  { name: 'a text with an @ in front', text: files('@a'), agent: 'cannot start any token' },
  { name: 'a tag', text: permission('mode: !!str 0644'), stricter: 'has the tag "!!str"' },
  { name: 'a tag of Ruby', text: 'version: 0.0\nos: !ruby/object:Object {}\n', agent: 'unspecified class: Object' },
  { name: 'a key that is there twice', text: `os: windows\n${head}`, stricter: 'os is there twice' },
  {
    name: 'an event that is there twice',
    text: `${script()}  AfterInstall:\n    - location: b\n`,
    stricter: 'the agent reads the last one only',
  },
  { name: 'a second document', text: `${head}---\n${head}`, stricter: 'begins a second document' },
  { name: '--- and ...', text: `---\n${head}...\n` },
  { name: 'a colon at the end of a path', text: files('a', '/srv/case:'), agent: 'mapping values are not allowed' },
  { name: 'a quote that does not end', text: located("'hooks/one"), agent: 'unexpected end of stream' },
  { name: 'a backslash in double quotes', text: located('"hooks\\one"'), agent: 'unknown escape character' },
  { name: 'a path in a folded block', text: located('>-\n        hooks/one') },
];
