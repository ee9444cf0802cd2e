import { acted, made, make, plan } from './change';
import type { Refused } from './refused';

const world = { ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0', security_group_id: 'sg-1' };
const provisioned = {
  configuration: {
    root_module: {
      resources: [],
      module_calls: {
        other: { module: { resources: [{ address: 'null_resource.run', provisioners: [{ type: 'local-exec' }] }] } },
      },
    },
  },
};

/** Plans that the guard cannot judge, or with actions outside of all rules. */
export const unreadable: Readonly<Record<string, Refused>> = {
  'a resource in a module is deleted': [
    plan('data', (one) => {
      const bucket = acted(one('aws_s3_bucket.content_F'), 'delete');
      return [{ ...bucket, address: `module.kept.${bucket.address}`, module_address: 'module.kept' }];
    }),
    'delete module.kept.aws_s3_bucket.content_F',
  ],
  'a resource in a module is created': [
    make('data', 'module.open.aws_vpc_security_group_ingress_rule.all', world, { module_address: 'module.open' }),
    'in a module, which the rules do not read',
    'Move it out of the module',
  ],
  'one of several is deleted by count': [
    plan('data', (one) => {
      const versioning = acted(one('aws_s3_bucket_versioning.content_v'), 'delete');
      return [{ ...versioning, address: `${versioning.address}[0]`, action_reason: 'delete_because_count_index' }];
    }),
    'delete aws_s3_bucket_versioning.content_versioning',
    '[0]',
  ],
  'a type that no row judges is deleted': [
    plan('data', () => [acted(made('aws_redshift_cluster.old', {}) as never, 'delete')]),
    'aws_redshift_cluster is not in its table',
  ],
  'a type that no row judges is changed': [
    plan('data', () => [
      {
        ...made('aws_redshift_cluster.old', {}),
        change: { actions: ['update'], before: { days: 7 }, after: { days: 0 } },
      },
    ]),
    'no row of the guard judges aws_redshift_cluster.days from 7 to 0',
  ],
  'actions that the guard does not know': [
    plan('data', () => [{ ...made('aws_sqs_queue.one', {}), change: { actions: ['transform'] } }]),
    'transform with aws_sqs_queue.one, which the guard does not know',
  ],
  'a resource becomes one of another type': [
    plan('data', (one) => [{ ...one('aws_s3_bucket.content_F'), previous_address: 'aws_s3_bucket_policy.old' }]),
    'a resource of another type',
  ],
  'a resource takes the name of one that may be deleted': [
    plan('data', (one) => {
      const address = 'aws_security_group.kept_outgoing_1';
      return [{ ...one('aws_security_group'), address, previous_address: 'aws_security_group.kept' }];
    }),
    'has a name that a deploy uses',
    'Rename it',
  ],
  'a program runs': [
    make('data', 'null_resource.run', {}),
    'null_resource changes a resource that the guard does not know',
  ],
  'a provisioner in a module': [
    plan('data', () => [], provisioned),
    'module.other.null_resource.run has a provisioner',
  ],
  'data that a program reads': [
    plan('data', () => [
      { ...made('data.external.run', {}), type: 'external', mode: 'data', change: { actions: ['read'] } },
    ]),
    'read data.external.run',
  ],
  'a plan that is not complete': [plan('data', () => [], { complete: false }), 'The plan is not complete'],
  'a plan that failed': [plan('data', () => [], { errored: true }), 'The plan is not complete'],
  'a plan that defers': [plan('data', () => [], { deferred_changes: [{}] }), 'defers changes'],
  'a plan that invokes actions': [plan('data', () => [], { action_invocations: [{}] }), 'invokes actions of providers'],
  'a new part of a plan': [plan('data', () => [], { surprises: [] }), 'a part surprises'],
  'an output with an unknown action': [
    plan('data', () => [], { output_changes: { one: { actions: ['forget', 'create'] } } }),
    'forget and create the output one',
  ],
};
