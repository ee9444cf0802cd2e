import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import { planOf, without } from './plans';

/** A value of a plan that a test can change. */
export type Open = null | boolean | number | string | Open[] | { [name: string]: Open };

/** A change of a plan that a test can change. */
export interface OpenChange {
  address: string;
  mode: string;
  type: string;
  previous_address?: string;
  action_reason?: string;
  change: {
    actions: string[];
    before: Record<string, Open> | null;
    after: Record<string, Open> | null;
    after_unknown: Record<string, Open>;
    before_sensitive: Record<string, Open>;
    after_sensitive: Record<string, Open>;
    replace_paths?: (string | number)[][];
    importing?: { id: string };
  };
}
export interface OpenOutput {
  actions: string[];
  before: Open;
  after: Open;
  after_unknown: Open;
  before_sensitive: boolean;
  after_sensitive: boolean;
}
export interface OpenPlan {
  resource_changes: OpenChange[];
  output_changes: Record<string, OpenOutput>;
  [part: string]: unknown;
}
export const placeholder = 'terraform_data.preview_network';
export const type = 'aws_security_group';
/** A set in this type: hashicorp/aws 5.100.0, `aws_security_group`, `ingress`. */
export const setName = 'ingress';

const someWord = fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom(...'abcdefghij'.split('')) });
const somePhrase = fc.string({ minLength: 8, maxLength: 12, unit: fc.constantFrom(...'klmnop123'.split('')) });
const someNumber = fc.integer({ min: 0, max: 99 });
// fast-check caches the result of a function by the function: one that is defined at its use fills the memory.
const word = () => someWord;
const phrase = () => somePhrase;
const number = () => someNumber;
const leaf = () => fc.oneof(someWord, someNumber, fc.boolean());
const order = () => fc.array(someWord, { minLength: 2, maxLength: 3 });

const element = (g: GeneratorValue): Open => ({
  from_port: g(number),
  cidr_blocks: [g(word)],
  description: g(word),
});

/** Attributes of a security group: plain, a list, a set, nested, JSON in a text, and one that is sensitive. */
export function attributes(g: GeneratorValue): Record<string, Open> {
  const elements = Array.from({ length: g(fc.integer, { min: 1, max: 3 }) }, () => element(g));
  return {
    name: g(word),
    size: g(number),
    order: g(order),
    [setName]: elements,
    nested: { inner: g(leaf), other: { deep: g(leaf) } },
    policy: JSON.stringify({ Version: g(word), Statement: [{ Sid: g(word), Effect: 'Allow' }] }),
    phrase: g(phrase),
  };
}

const kinds = [
  'create',
  'update',
  'delete',
  'replace',
  'possible',
  'unknown-update',
  'read',
  'move',
  'import',
  'forget',
] as const;
export type Kind = (typeof kinds)[number];
const someKind = fc.constantFrom(...kinds);
const anyKind = () => someKind;

function changeOf(g: GeneratorValue, kind: Kind, index: number): OpenChange {
  const address = `${kind === 'read' ? 'data.' : ''}${type}.${kind.replace('-', '_')}_${index}`;
  const before: Record<string, Open> = { ...attributes(g), id: `sg-${index}`, vpc_id: 'vpc-1' };
  const sensitive = { phrase: true };
  const change: OpenChange['change'] = {
    actions: ['update'],
    before,
    after: { ...before },
    after_unknown: {},
    before_sensitive: sensitive,
    after_sensitive: sensitive,
  };
  const one: OpenChange = { address, mode: kind === 'read' ? 'data' : 'managed', type, change };
  const edit = () => {
    return without<Open>({ ...before, ...attributes(g) }, 'id');
  };
  switch (kind) {
    case 'create':
      Object.assign(change, {
        actions: ['create'],
        before: null,
        after: edit(),
        after_unknown: { id: true, arn: true },
      });
      break;
    case 'read':
      Object.assign(change, { actions: ['read'], before: null, after: {}, after_unknown: { id: true } });
      break;
    case 'update':
      // Some attributes change, the others stay.
      change.after = { ...before, size: Number(before['size']) + 1, nested: { inner: 'changed', other: { deep: 1 } } };
      break;
    case 'move':
      one.previous_address = `${type}.before_${index}`;
      change.actions = ['no-op'];
      break;
    case 'import':
      change.importing = { id: `sg-${index}` };
      change.after = { ...before, size: Number(before['size']) + 1 };
      break;
    case 'delete':
    case 'forget':
      Object.assign(change, { actions: [kind], after: null });
      break;
    case 'replace':
      Object.assign(change, {
        actions: ['delete', 'create'],
        after: { ...edit(), name: `${String(before['name'])}x` },
        after_unknown: { id: true },
        replace_paths: [['name']],
      });
      one.action_reason = 'replace_because_cannot_update';
      break;
    case 'possible': {
      const after = without(before, 'id', 'vpc_id');
      Object.assign(change, {
        actions: ['delete', 'create'],
        after,
        after_unknown: { id: true, vpc_id: true },
        replace_paths: [['vpc_id']],
      });
      one.action_reason = 'replace_because_cannot_update';
      break;
    }
    case 'unknown-update': {
      const after = without(before, 'vpc_id');
      Object.assign(change, { after, after_unknown: { vpc_id: true } });
    }
  }
  return one;
}

/** A plan of every kind of change, with a placeholder for an upstream output. */
export function generatedPlan(g: GeneratorValue): OpenPlan {
  const count = g(fc.integer, { min: 1, max: 4 });
  const chosen = Array.from({ length: count }, () => g(anyKind));
  const changes = chosen.map((kind, index) => changeOf(g, kind, index));
  const output = (more: Partial<OpenOutput>): OpenOutput => ({
    actions: ['update'],
    before: g(word),
    after: `${g(word)}-new`,
    after_unknown: false,
    before_sensitive: false,
    after_sensitive: false,
    ...more,
  });
  const made: OpenChange = {
    address: placeholder,
    mode: 'managed',
    type: 'terraform_data',
    change: {
      actions: ['create'],
      before: null,
      after: {},
      after_unknown: { output: true },
      before_sensitive: {},
      after_sensitive: {},
    },
  };
  return planOf([...changes, made], {
    output_changes: {
      known: output({}),
      unknown: output({ after: null, after_unknown: true }),
      hidden: output({ before_sensitive: true, after_sensitive: true }),
    },
  }) as OpenPlan;
}
