import { configOf, inStatements, managedPolicy, allow, accountId, type Attack, type Stacks } from './attack';

/** Attacks: statements that are taken out of a boundary or of a policy. */
export const takenOut: readonly Attack[] = [
  ...[
    'account/access/compute-boundary',
    'account/access/data/boundary',
    'account/access/compute/boundary',
    'account/access/delivery/boundary',
    'account/access/network/boundary',
  ].map(
    (p) =>
      [
        `every Deny out of ${p}`,
        (d: Stacks) =>
          managedPolicy(d, p, (s) => {
            for (let i = s.length - 1; i >= 0; i--) if (s[i].Effect === 'Deny') s.splice(i, 1);
            if (!p.includes('compute-boundary')) return;
            s.push(allow('*', '*'));
          }),
      ] as Attack,
  ),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(
    (i) =>
      [
        `deny ${i} out of data boundary`,
        (d: Stacks) =>
          managedPolicy(d, 'account/access/data/boundary', (s) => {
            const den = s.filter((x) => x.Effect === 'Deny');
            if (!den[i]) {
              s.push(allow('*', '*'));
              return;
            }
            s.splice(s.indexOf(den[i]), 1);
          }),
      ] as Attack,
  ),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(
    (i) =>
      [
        `statement ${i} out of state policy`,
        (d: Stacks) => {
          const c = configOf(d, 'account', 'aws_s3_bucket_policy', 'account/state/policy');
          c.policy = inStatements(c.policy, (s) => {
            if (!s[i]) {
              s.pop();
              return;
            }
            s.splice(i, 1);
          });
        },
      ] as Attack,
  ),
  [
    'state policy: one more exempt principal',
    (d) => {
      const c = configOf(d, 'account', 'aws_s3_bucket_policy', 'account/state/policy');
      c.policy = inStatements(c.policy, (s) => {
        s[2].Condition.ArnNotLike['aws:PrincipalArn'].push(`arn:aws:iam::${accountId}:role/*`);
      });
    },
  ],
  [
    'state policy: exempt other ci role',
    (d) => {
      const c = configOf(d, 'account', 'aws_s3_bucket_policy', 'account/state/policy');
      c.policy = inStatements(c.policy, (s) => {
        s[2].Condition.ArnNotLike['aws:PrincipalArn'].push(`arn:aws:iam::${accountId}:role/ci/data-deploy`);
      });
    },
  ],
];
