import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { isOpenToTheWorld } from '../statements';
import { inWords } from './in-words';

/** Where a resource of any type has a policy that says who may do what with it. */
const attributes = ['policy', 'access_policy', 'access_policies', 'policy_document', 'resource_policy'];

/**
 * Those that other rules judge: of buckets CKV_AWS_70, of topics CKV_AWS_169, of queues CKV_AWS_168, of keys CKV_AWS_33. The
 * policy of an endpoint says what passes through it to what is ours: everybody may, and MAL_NET_21 sees where to.
 */
const elsewhere = /^aws_(s3_bucket|sns_topic|sqs_queue|kms_key)(_policy)?$|^aws_vpc_endpoint$/;

/** The statements of a resource that are for somebody: those of identities and of documents of other kinds are not. */
function statementsForSomebody(resource: Resource, world: World): readonly Statement[] {
  if (elsewhere.test(resource.type)) return [];
  return attributes
    .filter((attribute) => typeof resource.config[attribute] === 'string')
    .flatMap((attribute) => statementsOf(resource, world, attribute))
    .filter(({ principals, notPrincipals }) => principals ?? notPrincipals);
}

export const publicPolicyRules: readonly Rule[] = [
  {
    id: 'MAL_IAM_29',
    title: 'No policy of a secret, a vault, a log group or whatever else has one lets everybody in',
    severity: 'critical',
    why: 'What everybody may read or write is on the internet, without an address there',
    fix: 'Name the service or the role in Principal, and the account in aws:SourceAccount',
    types: [],
    about: (resource, world) => statementsForSomebody(resource, world).length > 0,
    check: (resource, world) => {
      const open = statementsForSomebody(resource, world).find(isOpenToTheWorld);
      return open && `${inWords(open)} lets in everybody`;
    },
  },
];
