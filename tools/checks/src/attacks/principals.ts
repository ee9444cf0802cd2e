import { contentPolicy, keyPolicy, topicPolicy, bucketArn, type Attack, type Stacks } from './attack';

const star = (Condition: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: `${bucketArn}/*`,
  Condition,
});

/** Attacks: principals and conditions that let strangers in. */
export const principals: readonly Attack[] = [
  ...Object.entries({
    PrincipalAccount: { StringEquals: { 'aws:PrincipalAccount': '999999999999' } },
    PrincipalOrgID: { StringEquals: { 'aws:PrincipalOrgID': 'o-evil' } },
    PrincipalArn: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/*' } },
    SourceAccount: { StringEquals: { 'aws:SourceAccount': '999999999999' } },
    SourceIp: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
    Vpce: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    orgpaths: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-evil/*'] } },
    ifexists: { StringEqualsIfExists: { 'aws:PrincipalAccount': '111122223333' } },
    not: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } },
    tagged: { StringEquals: { 'aws:PrincipalTag/Team': 'data' } },
    agent: { StringEquals: { 'aws:UserAgent': 'x' } },
    secure: { Bool: { 'aws:SecureTransport': 'true' } },
    mixed: { StringEquals: { 'aws:PrincipalAccount': ['111122223333', '999999999999'] } },
    like: { StringLike: { 'aws:PrincipalAccount': '1*' } },
    viaService: { Bool: { 'aws:ViaAWSService': 'true' } },
    userid: { StringLike: { 'aws:userid': '*' } },
  }).flatMap(
    ([n, c]) =>
      [
        [`bucket * with ${n}`, (d: Stacks) => contentPolicy(d, (s) => s.push(star(c)))],
        [
          `key * with ${n}`,
          (d: Stacks) =>
            keyPolicy(d, (s) =>
              s.push({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:Decrypt', Resource: '*', Condition: c }),
            ),
        ],
        [
          `topic * with ${n}`,
          (d: Stacks) =>
            topicPolicy(d, (s) =>
              s.push({ Effect: 'Allow', Principal: '*', Action: 'sns:Subscribe', Resource: '*', Condition: c }),
            ),
        ],
      ] as Attack[],
  ),
];
