import * as fc from 'fast-check';
import { GatewayForTest } from '../testing/fake-moto';
import { madeUpCall } from '../testing/made-up-world';
import { jsonParameters } from './json';
import { memberName } from './member-name';
import { queryParameters } from './query';
import { buildXml, parseXml } from './xml';

const REFUSED = 'The name "__proto__" was sent for a member. No operation of AWS has one of that name.';
const members = () => [Object.prototype, Array.prototype, Function.prototype, String.prototype].map(Reflect.ownKeys);
const asItWas = members();
afterEach(() => expect(members()).toEqual(asItWas));

test('"__proto__" is refused by its name, and other names are kept', () => {
  expect(() => memberName('__proto__')).toThrow(REFUSED);
  expect(['constructor', 'prototype', 'toString', ''].map(memberName)).toEqual([
    'constructor',
    'prototype',
    'toString',
    '',
  ]);
});

test.each(['__proto__.timeout=x', 'a.__proto__.b=x', '__proto__=x', 'Tags.member.1.__proto__.1=x'])(
  'a form with the field %s is refused',
  (form) => expect(() => queryParameters(form)).toThrow(REFUSED),
);

test.each(['{"__proto__":{"timeout":1}}', '{"a":[{"__proto__":1}]}', '{"\\u005f_proto__":{}}'])(
  'JSON with the member is refused: %s',
  (body) => expect(() => jsonParameters(madeUpCall({ body: Buffer.from(body) }))).toThrow(REFUSED),
);

test.each(['<a><__proto__><timeout>1</timeout></__proto__></a>', '<__proto__/>', '<a __proto__="1"/>'])(
  'XML with the element changes no other object: %s',
  (document) => {
    const parsed = (() => {
      try {
        return parseXml(document);
      } catch {
        return {};
      }
    })();
    expect(JSON.stringify(parsed)).not.toContain('"__proto__":{');
  },
);

const name = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'timeout', 'member', '1', 'a'),
  fc.string(),
);
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
const ignored = (parse: () => unknown) => {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
  }
};

test('with any form, JSON or XML, no other object has changed after it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(path, fc.string())), fc.json(), fc.array(name), (fields, json, elements) => {
      ignored(() => queryParameters(new URLSearchParams(fields).toString()));
      ignored(() => jsonParameters(madeUpCall({ body: Buffer.from(json) })));
      const document = elements.reduce((inner, tag) => `<${tag}>${inner}</${tag}>`, 'x');
      ignored(() => buildXml(parseXml(document)));
      expect(members()).toEqual(asItWas);
    }),
  );
});

const calls: [string, (gateway: GatewayForTest, field: string) => Promise<Response>][] = [
  ['a form', (gateway, field) => gateway.query('sns', 'Subscribe', { [field]: 'x' })],
  [
    'a form that a judge reads',
    (gateway, field) => gateway.query('autoscaling', 'CreateAutoScalingGroup', { [field]: 'x' }),
  ],
  [
    'JSON',
    (gateway, field) => gateway.json('codedeploy', 'CreateApplication', JSON.parse(`{"${field}":{"x":1}}`) as object),
  ],
  ['XML', (gateway) => gateway.call('s3', '/b?logging', { method: 'PUT', body: '<__proto__><a>1</a></__proto__>' })],
];

test.each(calls)('%s that would change all objects stops nothing: the next call is answered', async (_what, call) => {
  const gateway = await GatewayForTest.before((_request, _body, response) => response.end('<A><B>done</B></A>'));
  for (const field of ['__proto__.timeout', '__proto__', 'constructor.prototype.timeout', 'a.__proto__.method']) {
    expect((await call(gateway, field)).status).toBeLessThan(500);
    expect(await (await gateway.query('iam', 'ListRoles')).text()).toContain('done');
  }
  await gateway.close();
});

test('a form field that would change all objects is refused in the words of its protocol', async () => {
  const gateway = await GatewayForTest.before();
  const answer = await gateway.query('sns', 'Subscribe', { '__proto__.timeout': 'x' });
  expect(answer.status).toBe(400);
  await expect(answer.text()).resolves.toContain('<Code>MalformedInput</Code>');
  await gateway.close();
});
