import fc from 'fast-check';
import { hookEvents, reservedEvents } from '../../hook-events';
import { sampleAppSpec } from '../sample';
import type { Variant } from './variant';
import { withAppSpec } from './with-appspec';

const lines = sampleAppSpec.trimEnd().split('\n');

function withLine(index: number, line: string): string {
  return [...lines.slice(0, index), line, ...lines.slice(index + 1), ''].join('\n');
}

/** A fault in every line at which the YAML reader, or the agent's, would fail. */
export function yamlFaults(): Variant[] {
  return lines.flatMap((line, index) => {
    const at = `appspec.yml:${index + 1}:`;
    const indent = /^[ -]*/.exec(line)![0];
    const fault = (name: string, replacement: string, culprit: string) =>
      withAppSpec('YAML faults', `${name} in line ${index + 1}`, withLine(index, replacement), culprit);
    return [
      fault('tab', `\t${line}`, `${at} has a tab`),
      fault('control character', `${line} # \u0001`, `${at} has a control character`),
      fault('alias', `${indent}x: *a`, `${at} has the alias "*a"`),
      fault('tag', `${indent}x: !!python/object:os.system 1`, `${at} has the tag`),
      fault('open quote', `${indent}x: "${line.trim()}`, 'is not YAML'),
      fault('reserved character', `${indent}x: @${index}`, `${at} is not YAML`),
      fault('mapping in a mapping', `${indent}x: y: z`, `${at} is not YAML`),
    ];
  });
}

/** Keys of the sample, changed by a few letters. */
export function unknownKeys(): Variant[] {
  const known = ['source', 'destination', 'object', 'pattern', 'except', 'owner', 'group', 'mode', 'acls'];
  const all = [...known, 'type', 'location', 'timeout', 'runas', 'version', 'os', 'files', 'permissions', 'hooks'];
  const keyed = lines.flatMap((line, index) => (/^[ -]*[a-z_]+:( |$)/.test(line) ? [index] : []));
  const changed = fc.record({
    index: fc.constantFrom(...keyed),
    at: fc.nat(20),
    letter: fc.constantFrom(...'abcxyz_'),
  });
  return fc.sample(changed, { numRuns: 120, seed: 1 }).flatMap(({ index, at, letter }) => {
    const [, indent, key, rest] = /^([ -]*)([a-z_]+)(:.*)$/.exec(lines[index]!)!;
    const other = key!.slice(0, at % key!.length) + letter + key!.slice(at % key!.length);
    const text = withLine(index, `${indent}${other}${rest}`);
    const culprit = `appspec.yml:${index + 1}: `;
    return all.includes(other)
      ? []
      : [withAppSpec('unknown keys', other, text, new RegExp(`^${culprit}.*unknown key "${other}"`))];
  });
}

/** Unknown events, and those in which no script can run. */
export function unknownHooks(): Variant[] {
  const word = fc.stringMatching(/^(Before|After|Application|Validate)[A-Z][a-z]{2,12}$/);
  const invented = [...new Set(fc.sample(word, { numRuns: 60, seed: 2 }))];
  const misspelt = hookEvents.flatMap((event) => [event.toLowerCase(), `${event}s`, event.slice(0, -1)]);
  const known: readonly string[] = hookEvents;
  const hook = (name: string) => sampleAppSpec.replace('ApplicationStop:', `${name}:`);
  return [
    ...[...invented, ...misspelt]
      .filter((name) => !known.includes(name))
      .map((name) =>
        withAppSpec('unknown hooks', name, hook(name), `appspec.yml:26: hooks has the unknown key "${name}".`),
      ),
    ...reservedEvents.map((name) =>
      withAppSpec('unknown hooks', name, hook(name), `appspec.yml:26: hooks.${name} is reserved for CodeDeploy`),
    ),
  ];
}

/** Every path of the AppSpec file, with another target. */
export function climbingPaths(): Variant[] {
  const inside = [
    '../x',
    '../../etc/cron.d/x',
    'web/../../x',
    './../x',
    'web/..',
    '..',
    '/etc/passwd',
    '//x',
    'C:/x',
    'C:\\x',
    'a\\..\\b',
    'a//b',
    'a/./b',
  ];
  const paths = inside.map((path) => JSON.stringify(path));
  const onInstance = [
    '"../srv"',
    '"srv"',
    '"/srv/../etc"',
    '"/.."',
    '"C:\\\\srv"',
    '"~/srv"',
    '"./srv"',
    '"/a\\0b"',
    '"/a\\nb"',
  ];
  const places = [
    { line: 3, before: '  - source: ', where: 'files[0].source', paths },
    { line: 26, before: '    - location: ', where: 'hooks.ApplicationStop[0].location', paths },
    { line: 4, before: '    destination: ', where: 'files[0].destination', paths: onInstance },
    { line: 9, before: '  - object: ', where: 'permissions[0].object', paths: onInstance },
  ];
  return places.flatMap(({ line, before, where, paths: all }) =>
    all.map((path) =>
      withAppSpec(
        'climbing paths',
        `${where} ${path}`,
        withLine(line, before + path),
        `appspec.yml:${line + 1}: ${where} "`,
      ),
    ),
  );
}

/** Values of another type, and outside of what is allowed. */
export function wrongValues(): Variant[] {
  const wrong = ['', '[]', '[a, [b]]', '{a: b}', '.inf', 'yes', '2026-01-01', '"\\u202e"'];
  const valued = lines.flatMap((line, index) => {
    const match = /^([ -]*)([a-z_]+): \S/.exec(line);
    return match ? [{ index, indent: match[1]!, key: match[2]! }] : [];
  });
  // Any text is a pattern; everything else has its rule. Optional values can be blank, too.
  const anyText = ['pattern', 'source', 'location'];
  const optional = ['file_exists_behavior', 'pattern', 'except', 'owner', 'group', 'mode', 'timeout', 'runas'];
  const isTaken = (key: string, value: string) =>
    (value.startsWith('"') && anyText.includes(key)) ||
    (value === '' && optional.includes(key)) ||
    (value === '[]' && key === 'except');
  return valued.flatMap(({ index, indent, key }) =>
    wrong
      .filter((value) => !isTaken(key, value))
      .map((value) => {
        const culprit = new RegExp(`^appspec.yml:${index + 1}: .*\\b${key}\\b`);
        return withAppSpec('wrong values', `${key}: ${value}`, withLine(index, `${indent}${key}: ${value}`), culprit);
      }),
  );
}
