import { sample, sampleAppSpec, without, zipOf } from '../sample';
import { withAppSpec } from './with-appspec';
import type { Variant } from './variant';

/** Documents that are large, deep, of another kind or encoding. */
export function strangeDocuments(): Variant[] {
  const text = (name: string, content: string, culprit: string) =>
    withAppSpec('strange documents', name, content, culprit);
  const bytes = (name: string, content: Buffer, culprit: string): Variant => {
    return {
      kind: 'strange documents',
      name,
      culprit,
      broken: zipOf(without('appspec.yml'), [{ name: 'appspec.yml', content }]),
    };
  };
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 10; level++) {
    bomb.push(
      `${'b'.repeat(level)}: &${'b'.repeat(level)} [${`*${level === 1 ? 'a' : 'b'.repeat(level - 1)}, `.repeat(9)}]`,
    );
  }
  return [
    text('nothing', '', 'is empty'),
    text('a text', 'hello', 'must be a mapping'),
    text('a list', '- version: 0.0\n', 'must be a mapping'),
    text('a bomb of aliases', bomb.join('\n'), 'has the alias "*a"'),
    text('two documents', `${sampleAppSpec}---\n${sampleAppSpec}`, 'appspec.yml:37: begins a second document'),
    text('very long', `${sampleAppSpec}#${'#'.repeat(70_000)}`, 'an AppSpec file may have 65,536 bytes'),
    ...['[', '{', '{a: ', '- ', '? ', '- ? '].map((token) =>
      text(`deep ${token}`, token.repeat(10_000), 'levels deep here'),
    ),
    bytes('UTF-16', Buffer.from(`\ufeff${sampleAppSpec}`, 'utf16le'), 'is not UTF-8'),
    bytes('Latin-1', Buffer.from(`# é\n${sampleAppSpec}`, 'latin1'), 'is not UTF-8'),
    bytes('NUL bytes', Buffer.alloc(100), 'appspec.yml:1: has a control character'),
    bytes('a zip', zipOf(sample), 'is not UTF-8'),
  ];
}
