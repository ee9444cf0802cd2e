import type { Changeable } from './mutation';

/** A policy document that allows more than before, or denies less. */
export interface Widening {
  /** The change and its statement: `CdnReads: principal is *`. */
  readonly what: string;
  readonly statements: readonly Changeable[];
}

interface Options {
  /** The account of the policy, twelve digits. */
  readonly account: string;
  /**
   * True if `Resource` has an effect: not in the policy of a key, a topic or a queue, where it always means the
   * resource itself.
   */
  readonly resourcesCount: boolean;
  /** True if the policy allows the public on purpose, like the policy of an endpoint. */
  readonly isForEveryone: boolean;
}

const stranger = '999999999999';
const list = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));
/** One value without a list around it, as policies contain it. */
const short = (values: readonly string[]) => (values.length === 1 ? values[0] : values);
type Change = readonly [what: string, change: (statement: Changeable) => void];
/** Replaces this account in a text; a text without it becomes a pattern for everything. */
const foreign = (value: string, account: string) =>
  value.includes(account) ? value.replaceAll(account, stranger) : '*';

/** Other principals, in place of the existing ones and in addition. */
function principals(statement: Changeable, { isForEveryone }: Options): Change[] {
  if (statement.Principal === undefined || isForEveryone) return [];
  const strangers: Readonly<Record<string, object | string>> = {
    'the public, as a text': '*',
    'the public': { AWS: '*' },
    'another account': { AWS: stranger },
    'the root of another account': { AWS: `arn:aws:iam::${stranger}:root` },
    'a role of another account': { AWS: `arn:aws:iam::${stranger}:role/x` },
    'a user id': { AWS: 'AIDAEXAMPLEEXAMPLE' },
    'a canonical user': { CanonicalUser: '0a1b2c' },
    'an identity provider': { Federated: 'accounts.google.com' },
    'a foreign service': { Service: 'serverlessrepo.amazonaws.com' },
    'every service': { Service: '*' },
    'a service of another partition': { Service: 'ec2.amazonaws.com.cn' },
  };
  return Object.entries(strangers)
    .flatMap(([who, principal]): Change[] => [
      [`principal is ${who}`, (one) => (one.Principal = principal)],
      [
        `principal is also ${who}`,
        (one) => {
          if (typeof principal === 'string' || typeof one.Principal === 'string') return (one.Principal = '*');
          for (const [kind, value] of Object.entries(principal)) {
            one.Principal = { ...one.Principal, [kind]: [...list(one.Principal[kind]), value] };
          }
        },
      ],
      [
        `principal is ${who}, without a condition`,
        (one) => {
          one.Principal = principal;
          delete one.Condition;
        },
      ],
    ])
    .concat([
      [
        'all but one principal',
        (one) => {
          one.NotPrincipal = one.Principal;
          delete one.Principal;
        },
      ],
    ]);
}

/** Actions that give access to a resource or an identity, by service. */
const dangerous: Readonly<Record<string, readonly string[]>> = {
  s3: ['s3:PutBucketPolicy', 's3:DeleteBucket', 's3:PutBucketAcl'],
  kms: ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:CreateGrant'],
  sns: ['sns:SetTopicAttributes', 'sns:AddPermission', 'sns:Subscribe'],
  sqs: ['sqs:SetQueueAttributes', 'sqs:ReceiveMessage'],
  sts: ['sts:TagSession', 'sts:SetSourceIdentity'],
  logs: ['logs:DeleteLogGroup', 'logs:PutResourcePolicy'],
};
const always = [
  'iam:CreateAccessKey',
  'iam:PassRole',
  'sts:AssumeRole',
  'secretsmanager:GetSecretValue',
  'kms:PutKeyPolicy',
];

/**
 * Adds actions to a statement: all actions, all actions of each service, actions by exclusion, and actions that give
 * access.
 */
function actions(statement: Changeable, { isForEveryone }: Options): Change[] {
  const written = list(statement.Action);
  if (isForEveryone) return [];
  const services = [...new Set(written.map((action) => action.split(':')[0]!))].filter((service) => service !== '*');
  const inPrincipalPolicy = statement.Principal !== undefined;
  const more = [
    ...services.flatMap((service) => dangerous[service] ?? []),
    ...(inPrincipalPolicy ? [] : always),
  ].filter((action) => !written.includes(action) && !written.includes(`${action.split(':')[0]}:*`));
  return [
    ...(written.includes('kms:*') ? [] : ['*', ...services.map((service) => `${service}:*`)])
      .filter((action) => !written.includes(action))
      .map((action): Change => [`action is ${action}`, (one) => (one.Action = action)]),
    ...[...new Set(more)].map((action): Change => [`also ${action}`, (one) => (one.Action = [...written, action])]),
    ...(written.includes('kms:*')
      ? []
      : [
          [
            'all but an action',
            (one: Changeable) => {
              delete one.Action;
              one.NotAction = 'cloudtrail:StopLogging';
            },
          ] as Change,
        ]),
  ];
}

/** Wider patterns: with a wildcard for the last part of an ARN, and for the last two. */
function wider(resource: string): string[] {
  if (resource === '*') return [];
  const parts = resource.split(/(?<=[:/])/);
  return [
    ...new Set(
      ['*', parts.slice(0, -1).join(''), parts.slice(0, -2).join('')].map((each) => `${each.replace(/\*$/, '')}*`),
    ),
  ].filter((each) => each !== resource);
}

/** More resources: all, by patterns, by exclusion. */
function resources(statement: Changeable, { resourcesCount, isForEveryone }: Options): Change[] {
  const written = list(statement.Resource);
  if (!resourcesCount || isForEveryone || written.length === 0 || written.includes('*')) return [];
  return [
    ...[...new Set(written.slice(0, 3).flatMap(wider))].map((pattern): Change => [
      `resource is ${pattern}`,
      (one) => (one.Resource = pattern),
    ]),
    [
      'all but a resource',
      (one) => {
        delete one.Resource;
        one.NotResource = 'arn:aws:s3:::x';
      },
    ],
  ];
}

/** A weaker condition: without each key, with foreign values, or with an operator that also passes without the key. */
function conditions(statement: Changeable, { account }: Options): Change[] {
  const all = Object.entries((statement.Condition ?? {}) as Record<string, Record<string, unknown>>);
  const each = all.flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: list(values) })),
  );
  const put =
    (
      operator: string,
      key: string,
      by: string | undefined,
      values: readonly string[] = [],
    ): ((one: Changeable) => void) =>
    (one) => {
      delete one.Condition[operator][key];
      if (Object.keys(one.Condition[operator]).length === 0) delete one.Condition[operator];
      if (by !== undefined) one.Condition[by] = { ...one.Condition[by], [key]: short(values) };
      if (Object.keys(one.Condition).length === 0) delete one.Condition;
    };
  return [
    ...(each.length > 1 ? [['no condition', (one) => delete one.Condition] as Change] : []),
    ...each.flatMap(({ operator, key, values }): Change[] => {
      const base = operator.replace(/^For(All|Any)Values?:/, '').replace(/IfExists$/, '');
      const isText = /^(String|Arn)/.test(base) && !/Not/.test(base);
      const without: Change = [`no condition on ${key}`, put(operator, key, undefined)];
      if (!isText) return [without];
      const like = base.startsWith('Arn') ? 'ArnLike' : 'StringLike';
      return [
        without,
        [
          `${key} is foreign`,
          put(
            operator,
            key,
            operator,
            values.map((value) => foreign(value, account)),
          ),
        ],
        [
          `${key} is also foreign`,
          put(operator, key, operator.replace('Equals', 'Like'), [...values, foreign(values[0] ?? '', account)]),
        ],
        [`${key} is anything`, put(operator, key, like, ['*'])],
        // A condition with `IfExists` already compares the key only if it exists.
        ...(operator.endsWith('IfExists')
          ? []
          : [[`${key} only if it exists`, put(operator, key, `${base}IfExists`, values)] as Change]),
        [`${key} by ForAllValues`, put(operator, key, `ForAllValues:${base}`, values)],
        [`${key} is not so`, put(operator, key, base.replace(/(Equals|Like)/, 'Not$1'), values)],
        [`${key} exists`, put(operator, key, 'Null', ['false'])],
      ];
    }),
  ].filter(
    ([what]) => !/by ForAllValues/.test(what) || !each.some(({ operator }) => operator.startsWith('ForAllValues:')),
  );
}

/** A weaker denial: removed, with a condition, or with more exceptions. */
function denials(statement: Changeable): Change[] {
  const [all, on] = [list(statement.Action), list(statement.Resource)];
  const condition = (statement.Condition ?? {}) as Record<string, Record<string, unknown>>;
  const exceptions = Object.entries(condition).flatMap(([operator, keys]) =>
    /Not/.test(operator) ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: list(values) })) : [],
  );
  return [
    ['it allows', (one) => (one.Effect = 'Allow')],
    [
      'it applies under a condition only',
      (one) => (one.Condition = { ...one.Condition, Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    ],
    ['it applies to nothing', (one) => (one.Resource = 'arn:aws:s3:::nothing')],
    ...(all.length > 1
      ? all.map((action): Change => [
          `not ${action}`,
          (one) => (one.Action = short(all.filter((each) => each !== action))),
        ])
      : []),
    ...(on.length > 1
      ? on.map((resource): Change => [
          `not on ${resource}`,
          (one) => (one.Resource = short(on.filter((each) => each !== resource))),
        ])
      : []),
    ...exceptions.map(({ operator, key }): Change => [
      `but for any ${key}`,
      (one) => (one.Condition[operator.replace('Equals', 'Like')] = { ...one.Condition[operator], [key]: '*' }),
    ]),
  ];
}

/** Every widening of one statement of a policy, each by itself. */
export function wideningsOf(statements: readonly Changeable[], options: Options): Widening[] {
  return statements.flatMap((statement, index) => {
    const changes =
      statement.Effect === 'Deny'
        ? denials(statement)
        : [principals, actions, resources, conditions].flatMap((kind) => kind(statement, options));
    const name = statement.Sid ?? `statement ${index}`;
    const made = changes.flatMap(([what, change]) => {
      const all = structuredClone(statements) as Changeable[];
      change(all[index]);
      return JSON.stringify(all) === JSON.stringify(statements) ? [] : [{ what: `${name}: ${what}`, statements: all }];
    });
    return statement.Effect === 'Deny'
      ? [...made, { what: `${name}: it is removed`, statements: statements.filter((each) => each !== statement) }]
      : made;
  });
}
