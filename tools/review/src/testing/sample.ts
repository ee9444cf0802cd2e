import type { PlaceFinding } from '@malinshopper/policy';
import type { PlannedApp } from '../planned';
import { review } from '../record/review';
import { reportOf, type Report, type ReportInput } from '../report/report';
import { key, planOf, plannedApp, provenance, resourceChange } from './plans';

const policyOf = (...actions: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Read', Effect: 'Allow', Action: actions, Resource: '*' }],
  });
const userData = (...lines: string[]) =>
  Buffer.from(['#!/bin/bash', 'set -eu', ...lines, 'systemctl start web', ''].join('\n')).toString('base64');

const network = planOf(
  [
    resourceChange('aws_vpc.main', {
      before: { id: 'vpc-0a1', tags: { Name: 'old' }, tags_all: { Name: 'old' } },
      after: { id: 'vpc-0a1', tags: { Name: 'new' }, tags_all: { Name: 'new' } },
    }),
  ],
  {
    output_changes: {
      vpcId: {
        actions: ['update'],
        before: 'vpc-0a1',
        after: null,
        after_unknown: true,
        before_sensitive: false,
        after_sensitive: false,
      },
    },
  },
);

const database = {
  id: 'db-1',
  identifier: 'staging',
  engine_version: '8.0',
  storage_encrypted: false,
  deletion_protection: true,
  skip_final_snapshot: false,
};
const data = planOf([
  resourceChange('aws_db_instance.main', {
    actions: ['delete', 'create'],
    before: { ...database, password: 'before-Pa55' },
    after: {
      identifier: 'staging',
      engine_version: '8.0',
      storage_encrypted: true,
      deletion_protection: true,
      skip_final_snapshot: false,
      password: 'after-Pa55',
    },
    unknown: { id: true, arn: true, endpoint: true },
    sensitive: { password: true },
    reason: 'replace_because_cannot_update',
    replacePaths: [['storage_encrypted']],
  }),
  resourceChange('aws_s3_bucket.old', {
    actions: ['delete'],
    before: { id: 'old', bucket: 'old', force_destroy: true },
    reason: 'delete_because_no_resource_config',
  }),
  resourceChange('aws_sqs_queue.jobs', {
    actions: ['create'],
    after: { name: 'jobs', tags: { Name: 'jobs' }, tags_all: { Name: 'jobs', team: 'data' } },
    unknown: { id: true, arn: true },
  }),
]);

const compute = planOf([
  resourceChange('aws_lb_target_group.web', {
    actions: ['delete', 'create'],
    before: { id: 'tg-1', name: 'web', vpc_id: 'vpc-0a1' },
    after: { name: 'web' },
    unknown: { id: true, vpc_id: true },
    reason: 'replace_because_cannot_update',
    replacePaths: [['vpc_id']],
  }),
  resourceChange('aws_security_group.web', {
    before: {
      id: 'sg-1',
      ingress: [
        { from_port: 443, cidr_blocks: ['10.0.0.0/8'] },
        { from_port: 80, cidr_blocks: ['0.0.0.0/0'] },
      ],
    },
    after: {
      id: 'sg-1',
      ingress: [
        { from_port: 80, cidr_blocks: ['0.0.0.0/0'] },
        { from_port: 8443, cidr_blocks: ['10.0.0.0/8'] },
      ],
    },
  }),
  resourceChange('aws_iam_role_policy.web', {
    before: { name: 'web', policy: policyOf('s3:GetObject') },
    after: { name: 'web', policy: policyOf('s3:GetObject', 's3:PutObject') },
  }),
  resourceChange('aws_launch_template.web', {
    before: { name: 'web', user_data: userData('export MODE=old') },
    after: { name: 'web', user_data: userData('export MODE=new') },
  }),
  resourceChange('terraform_data.preview_network', { actions: ['create'], unknown: { output: true } }),
]);

/** Apps of staging as they are reviewed together, with changes of every kind. */
export const sampleApps: readonly PlannedApp[] = [
  plannedApp({}, { app: 'account', result: { kind: 'unchanged', since: '2026-11-29T14:03:00Z', commit: 'c626955' } }),
  plannedApp(network, { app: 'network' }),
  plannedApp(data, { app: 'data' }),
  plannedApp(compute, {
    app: 'compute',
    placeholders: ['terraform_data.preview_network'],
    possible: [{ address: 'aws_lb_target_group.web', isReplacement: true, onlyIf: ['network: vpcId'] }],
    provenance: {
      ...provenance,
      upstream: { 'staging/network': 'planned', 'staging/account': { lineage: 'acc', serial: 3 } },
    },
  }),
];

/** A finding of a rule for one of them. */
export const sampleFinding: PlaceFinding = {
  rule: 'MAL_NET_4',
  severity: 'high',
  title: 'Only what is public is open to the world',
  scenario: 'staging',
  place: 'staging/compute',
  address: 'aws_security_group.web',
  path: 'compute/web',
  fault: 'port 80 is open to 0.0.0.0/0',
  why: '',
  fix: '',
  lines: ['apps/compute/src/group/firewall.ts:12'],
};

/** The report of them, with the changes of a test. */
export function sampleReport(more: Partial<ReportInput> = {}, apps: readonly PlannedApp[] = sampleApps): Report {
  return reportOf({
    apps: review(apps, { key }),
    expected: sampleApps.map(({ environment, app }) => `${environment}/${app}`),
    places: {
      'staging/data': {
        'aws_db_instance.main': {
          construct: 'data/database/instance',
          line: 'apps/data/src/database/database.ts:61',
          preventDestroy: true,
        },
      },
      'staging/compute': {
        'aws_lb_target_group.web': {
          construct: 'compute/web/targets',
          line: 'apps/compute/src/load-balancer/web-entry.ts:40',
          preventDestroy: false,
        },
      },
    },
    deployed: { 'staging/data': { commit: 'c626955c62', clean: true, at: '2026-11-29T14:03:00Z' } },
    policy: { findings: [], waived: [], refused: [] },
    owners: { network: ['@malinshopper/network'], data: ['@malinshopper/data'], compute: ['@malinshopper/compute'] },
    ...more,
  });
}
