import { gzipSync } from 'node:zlib';
import { numbers } from './numbers';
import { planOf, plannedApp, provenance, resourceChange } from './plans';
import type { PlannedApp } from '../planned';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const text = (next: () => number, length: number, of = letters) =>
  Array.from({ length }, () => of[next() % of.length]).join('');

/** Texts that have the form of a key. */
const forms: readonly ((next: () => number) => string)[] = [
  (next) => `AKIA${text(next, 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
  (next) => `a1B${text(next, 37)}`,
  (next) => `ghp_${text(next, 36)}`,
  (next) => `xoxb-${text(next, 24)}`,
  (next) => `eyJ${text(next, 20)}.${text(next, 30)}.${text(next, 20)}`,
  (next) => `-----BEGIN PRIVATE KEY-----\n${text(next, 64)}\n${text(next, 40)}\n-----END PRIVATE KEY-----`,
];

interface Planted {
  /** Texts that must not occur in the output of the plans: whole, or one line of them. */
  readonly secrets: readonly string[];
  readonly apps: readonly PlannedApp[];
}

/** A place of a secret in a plan; `marked` ones could be any word, the others are known by their form or name. */
type Place = (
  secret: string,
  index: number,
) => { readonly changes?: object[]; readonly more?: Record<string, unknown> };

const change = (index: number, after: object, sensitive: object = {}, before: object | null = null) => [
  resourceChange(`aws_thing.t${index}`, { actions: before ? ['update'] : ['create'], before, after, sensitive }),
];

/** Places where the plan itself marks a value as sensitive, or the name of an attribute does: any word can be one. */
const anyWord: readonly Place[] = [
  (secret, index) => ({ changes: change(index, { value: secret }, { value: true }) }),
  (secret, index) => ({ changes: change(index, { other: 1 }, { value: true }, { value: secret, other: 2 }) }),
  (secret, index) => ({ changes: change(index, { a: { b: [{ c: secret }] } }, { a: { b: [{ c: true }] } }) }),
  (secret, index) => ({ changes: change(index, { a: { [secret]: secret } }, { a: true }) }),
  (secret, index) => ({ changes: change(index, { master_password: secret }) }),
  (secret, index) => ({ changes: change(index, { tags: { ApiKey: secret } }) }),
  (secret, index) => ({ changes: change(index, { policy: JSON.stringify({ list: [{ clientSecret: secret }] }) }) }),
  (secret, index) => ({
    changes: change(index, { definition: JSON.stringify({ inner: JSON.stringify({ token: secret }) }) }),
  }),
  (secret, index) => ({
    changes: change(index, {
      user_data: Buffer.from(`#!/bin/sh\nexport DB_PASSWORD='${secret}'\n`).toString('base64'),
    }),
  }),
  (secret, index) => ({
    changes: change(index, { user_data_base64: gzipSync(`[app]\npassword = ${secret}\n`).toString('base64') }),
  }),
  (secret, index) => ({ changes: change(index, { url: `https://app:${secret}@db.internal/x` }) }),
  (secret, index) => ({
    changes: change(index, { environment: [{ variables: [{ name: 'DB_PASSWORD', value: secret }] }] }),
  }),
  (secret, index) => ({
    more: {
      [`out${index}`]: {
        actions: ['create'],
        before: null,
        after: { v: secret },
        after_unknown: false,
        before_sensitive: true,
        after_sensitive: true,
      },
    },
  }),
];

/** Places where only its form shows that it is one. */
const byForm: readonly Place[] = [
  (secret, index) => ({ changes: change(index, { note: secret }) }),
  (secret, index) => ({ changes: change(index, { note: `before ${secret} after` }) }),
  (secret, index) => ({ changes: change(index, { list: ['a', { deep: secret }] }) }),
  (secret, index) => ({ changes: change(index, { policy: JSON.stringify({ Statement: [{ Sid: secret }] }) }) }),
  (secret, index) => ({ changes: change(index, { now: 1 }, {}, { note: secret, now: 2 }) }),
  (secret, index) => ({
    more: {
      [`note${index}`]: {
        actions: ['update'],
        before: secret,
        after: `x ${secret}`,
        after_unknown: false,
        before_sensitive: false,
        after_sensitive: false,
      },
    },
  }),
];

/** Plans with this many secrets in every possible place, and a second app and errors that quote each of them. */
export function planted(count: number): Planted {
  const next = numbers(2_027);
  const secrets: string[] = [];
  const plans: { changes: object[]; outputs: Record<string, unknown> }[] = [
    { changes: [], outputs: {} },
    { changes: [], outputs: {} },
  ];
  const drift: object[] = [];
  const problems: { message: string }[] = [];
  const errors: string[] = [];
  const places = [
    ...anyWord.map((place) => ({ place, marked: true })),
    ...byForm.map((place) => ({ place, marked: false })),
  ];
  for (let index = 0; index < count; index++) {
    const { place, marked } = places[index % places.length]!;
    const secret = marked ? text(next, 8 + (index % 13)) : forms[index % forms.length]!(next);
    secrets.push(...secret.split('\n').filter((line) => !line.startsWith('-----')));
    const { changes = [], more = {} } = place(secret, index);
    plans[0]!.changes.push(...changes);
    Object.assign(plans[0]!.outputs, more);
    // The reader of the output, a drifted resource, a check and an error show it in plain text.
    plans[1]!.changes.push(...change(index, { input: secret, command: `run --with ${secret} --now` }));
    drift.push(...change(index, { seen: secret }, {}, { seen: `old ${secret}` }));
    problems.push({ message: `The value ${secret} is not right.` });
    errors.push(`Error: invalid value "${secret}" for x`);
  }
  const checks = [{ address: { to_display: 'check.all' }, status: 'fail', instances: [{ problems }] }];
  const failed = { kind: 'failed' as const, error: errors.join('\n') };
  return {
    secrets,
    apps: [
      plannedApp(planOf(plans[0]!.changes, { output_changes: plans[0]!.outputs }), { app: 'data' }),
      plannedApp(planOf(plans[1]!.changes, { resource_drift: drift, checks }), { app: 'compute' }),
      { app: 'delivery', environment: 'staging', provenance, result: failed },
    ],
  };
}
