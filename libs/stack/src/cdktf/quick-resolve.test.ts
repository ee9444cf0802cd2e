import { DefaultTokenResolver, Fn, Lazy, StringConcat, TerraformStack, Testing, Token, Tokenization } from 'cdktf';
import { resolve as thorough } from 'cdktf/lib/tokens/private/resolve';
import fc from 'fast-check';
import { resolveQuickly } from './quick-resolve';

resolveQuickly();

const scope = new TerraformStack(Testing.app(), 'stack');
const options = { scope, preparing: false, resolver: new DefaultTokenResolver(new StringConcat()) };
/** The result of a resolution, or the message of its error. */
const outcome = (resolution: () => unknown): unknown => {
  try {
    return { value: resolution() };
  } catch (error) {
    return { message: (error as Error).message };
  }
};
const both = (value: unknown) => [
  outcome(() => Tokenization.resolve(value, options)),
  outcome(() => thorough(value, options)),
];

const token = (value: unknown) => Lazy.anyValue({ produce: () => value });
const tokens = [
  Token.asString(token('text')),
  Token.asNumber(token(42)),
  Token.asList(token(['a', 'b'])),
  Token.asNumberList(token([1, 2])),
  Token.asStringMap(token({ a: 'b' })),
  Token.asAnyMap(token({ a: 1 })),
  `before ${Token.asString(token('text'))} after`,
  `port ${Token.asNumber(token(443))}!`,
  `\${${Token.asString(token('inside'))}} "quoted"`,
  token({ nested: Token.asString(token('deep')), nothing: undefined }),
  token(undefined),
  Fn.join(',', ['a', Token.asString(token('b'))]),
];
const special = [
  ...[
    '1e5',
    '-e+',
    'vpce-1e2',
    '${aws_vpc.a.id}',
    '}',
    '#{TfToken[',
    '${TfToken[TOKEN.999999]}',
    '&{TfToken[TOKEN.1]}',
  ],
  ...['#{TfToken[TOKEN.1]}', Token.STRING_MAP_TOKEN_VALUE, Token.ANY_MAP_TOKEN_VALUE, '', '__proto__', '_children'],
  ...[Token.NUMBER_MAP_TOKEN_VALUE, -1.5e289, 1e300, NaN, Infinity, -0, null, undefined, true, new Date(0)],
  ...[() => 'a function', Symbol.for('a symbol'), scope, new Map([['a', 1]])],
];
const texts = [...tokens, ...special].filter((value) => typeof value === 'string');
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.double(),
    fc.constantFrom(...tokens, ...special),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...texts)), tie('value'), { maxKeys: 4 }),
  ),
}));

describe('a quick resolution', () => {
  it.each([...tokens, ...special].map((each) => [each]))('of %p has the same result as cdktf’s own', (each) => {
    for (const where of [each, [each], [each, 'b'], { a: each }, { a: [{ b: each }] }]) {
      const [quick, own] = both(where);
      expect(quick).toEqual(own);
    }
  });

  it('of any value has the same result as cdktf’s own, to the byte and to the message', () => {
    fc.assert(
      fc.property(value, (any) => {
        const [quick, own] = both(any);
        expect(quick).toEqual(own);
        // Some values have no JSON: then cdktf’s own has none either.
        expect(outcome(() => JSON.stringify(quick))).toEqual(outcome(() => JSON.stringify(own)));
      }),
      { numRuns: 2000, examples: [[Object.fromEntries([['__proto__', new Date(0)]])]] },
    );
  });

  it('of a value that contains itself ends as cdktf’s own does', () => {
    const circle: Record<string, unknown> = {};
    circle['again'] = circle;
    const [quick, own] = both(circle);
    expect(quick).toEqual(own);
    expect(JSON.stringify(quick)).toContain('circular');
  });

  it('passes no value without a token to cdktf’s own', () => {
    const resolver = new DefaultTokenResolver(new StringConcat());
    const asked = jest.spyOn(resolver, 'resolveString');
    const plain = { a: ['b', 1, { c: '${aws_vpc.a.id}' }] };
    expect(Tokenization.resolve(plain, { ...options, resolver })).toEqual(plain);
    expect(asked).not.toHaveBeenCalled();
  });
});
