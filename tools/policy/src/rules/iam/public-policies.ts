import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import { inPolicy } from '../../testing/mutation';
import { isOpenToTheWorld } from '../statements';
import { rulesOf } from '../table';
import { noStatement } from '../statement-asks';

/** The attributes that hold a resource policy, of any type. */
const attributes = ['policy', 'access_policy', 'access_policies', 'policy_document', 'resource_policy'];

/**
 * Other rules judge them: buckets CKV_AWS_70, topics CKV_AWS_169, queues CKV_AWS_168, keys CKV_AWS_33. The policy of an
 * endpoint allows every principal on purpose; MAL_NET_21 judges to which resources.
 */
const elsewhere = /^aws_(s3_bucket|sns_topic|sqs_queue|kms_key)(_policy)?$|^aws_vpc_endpoint$/;

/** The statements of a resource policy: those of identities and of other documents have no principal. */
function withPrincipal(resource: Resource, world: World): readonly Statement[] {
  if (elsewhere.test(resource.type)) return [];
  return attributes
    .filter((attribute) => typeof resource.config[attribute] === 'string')
    .flatMap((attribute) => statementsOf(resource, world, attribute))
    .filter(({ principals, notPrincipals }) => principals ?? notPrincipals);
}

const everyone = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

export const resourcePolicies = rulesOf([], {
  MAL_IAM_29: {
    title: 'Resource policies of secrets, vaults, log groups and all other types are not public',
    severity: 'critical',
    about: (resource, world) => withPrincipal(resource, world).length > 0,
    why: 'A public policy gives the internet access, also without a public address',
    fix: 'Name the service or the role in Principal, and the account in aws:SourceAccount',
    ask: noStatement(withPrincipal, (statement) => isOpenToTheWorld(statement) && 'is public', {
      'the logs of queries accept every principal': inPolicy((all) => all.push(everyone), 'policy_document'),
      'a secret is added that every principal may read': (_config, resources) => {
        resources['aws_secretsmanager_secret_policy'] = { open: { policy: JSON.stringify({ Statement: everyone }) } };
      },
    }),
    tried: { type: 'aws_cloudwatch_log_resource_policy' },
  },
});
