import fc from 'fast-check';
import { replaceReferences, type RemoteReference } from './references';

const ref = 'data.terraform_remote_state.network.outputs.vpcId';
/** The references in a text, and the text with each replaced by X. */
function read(text: string): [string, RemoteReference[]] {
  const found: RemoteReference[] = [];
  const replaced = replaceReferences(text, (one) => {
    found.push(one);
    return 'X';
  });
  return [replaced, found];
}

test.each([
  ['a text as a whole', `\${${ref}}`, '${X}'],
  ['amid a text', `arn:\${${ref}}/*`, 'arn:${X}/*'],
  ['twice in a text', `\${${ref}}-\${${ref}}`, '${X}-${X}'],
  ['in a function', `\${upper(${ref})}`, '${upper(X)}'],
  ['in a text that is quoted in a function', `\${upper("a-\${${ref}}")}`, '${upper("a-${X}")}'],
  ['in an object in a function', `\${merge({a = ${ref}}, {})}`, '${merge({a = X}, {})}'],
  ['in a directive', `%{ if ${ref} == "a" }b%{ endif }`, '%{ if X == "a" }b%{ endif }'],
  ['after an escaped quote', `\${f("a\\"b", ${ref})}`, '${f("a\\"b", X)}'],
])('a reference is replaced %s', (_where, text, replaced) => {
  expect(read(text)[0]).toBe(replaced);
});

test.each([
  ['outside of an expression', `see ${ref}`],
  ['if the expression is escaped', `$\${${ref}} %%{${ref}}`],
  ['in a quoted text of an expression', `\${f("${ref}")}`],
])('a text that Terraform does not evaluate stays: %s', (_where, text) => {
  expect(read(text)).toEqual([text, []]);
});

test('the steps after an output belong to the reference, up to one that depends on another value', () => {
  const of = (rest: string) => read(`\${data.terraform_remote_state.account-of-x.outputs.zones${rest}}`);
  expect(of('["a.b"][0].c-d.1')).toEqual([
    '${X}',
    [{ source: 'account-of-x', output: 'zones', steps: ['a.b', 0, 'c-d', 1] }],
  ]);
  expect(of('[each.key].id')[0]).toBe('${X[each.key].id}');
  expect(of('[*].id')[0]).toBe('${X[*].id}');
  expect(of('["${var.a}"]')[0]).toBe('${X["${var.a}"]}');
});

test('a state that is read as a whole is a reference without an output', () => {
  const whole = (text: string) => read(text)[1].map(({ source, output }) => [source, output]);
  expect(whole('${jsonencode(data.terraform_remote_state.network.outputs)}')).toEqual([['network', undefined]]);
  expect(whole('${data.terraform_remote_state.network["outputs"].vpcId}')).toEqual([['network', undefined]]);
});

test.each([
  ['a comment', `\${1 /* ${ref} */}`],
  ['a line comment', `\${1 # ${ref}\n}`],
  ['a heredoc', `\${<<E\n${ref}\nE\n}`],
  ['an expression without an end', `\${f(${ref}`],
  ['an index of the data sources', '${data["terraform_remote_state"]} ${data.terraform_remote_state}'],
  ['a name that only ends so', `\${my.${ref}}`],
])('throws for an expression that cannot be parsed: %s', (_what, text) => {
  expect(() => read(text)).toThrow(`the expression cannot be parsed: ${text}`);
});

const piece: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^[a-z ,.=]*$/),
  fc.constantFrom('$${', '%%{', '"', "'", '}', '{', '$', '%', '\\', '\n'),
);
/** An expression with a number of references in it, and that number. */
const { expression } = fc.letrec<{ expression: [string, number]; template: [string, number] }>((tie) => ({
  template: fc
    .array(
      fc.oneof(
        { maxDepth: 4 },
        piece.map((text): [string, number] => [text.replaceAll(/["\\]/g, ''), 0]),
        tie('expression').map(([text, count]): [string, number] => [`\${${text}}`, count]),
      ),
      { maxLength: 4 },
    )
    // A `$` before a `${` would escape it.
    .map((parts) => [
      parts.map(([text]) => text.replace(/[$%]+$/, '')).join(''),
      parts.reduce((sum, [, count]) => sum + count, 0),
    ]),
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<[string, number]>([ref, 1], ['var.a', 0], ['1', 0], [`"${ref}"`, 0]),
    tie('template').map(([text, count]): [string, number] => [`"${text}"`, count]),
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([[a, m], [b, n]]): [string, number] => [`f(${a}, {k = ${b}})`, m + n]),
  ),
}));

test('property: every reference of an expression is found, however it is nested, and nothing else is changed', () => {
  fc.assert(
    fc.property(expression, ([text, count]) => {
      const whole = `\${${text}}`;
      const found: string[] = [];
      const same = replaceReferences(whole, ({ source, output }) => {
        found.push(`${source}.${output}`);
        return undefined;
      });
      expect(same).toBe(whole);
      expect(found).toEqual(Array(count).fill('network.vpcId'));
    }),
    { numRuns: 1000 },
  );
});
