/**
 * The rules that stop a deploy to production, and not only its review: only the load balancer and CloudFront are
 * reachable from the internet, resources with data are protected, and every construct is understood by a rule. Each
 * rule finds all of its faults within the stack of one app: guard.test.ts judges production app by app.
 */
export const guardedRules: ReadonlySet<string> = new Set([
  'MAL_NET_25', // no other resource has a public address
  'FSBP.EC2.18', // ports that are open to the internet
  'MAL_NET_26', // the resources with such ports
  'CKV_AWS_88', // no public address for instances
  'CKV_AWS_130',
  'CKV2_AWS_19', // no public address for other machines
  'CKV_AWS_17', // no database server on the internet
  'CKV2_AWS_6', // no public bucket
  'CKV_AWS_53',
  'CKV_AWS_54',
  'CKV_AWS_55',
  'CKV_AWS_56',
  'CKV_AWS_70',
  'CKV_AWS_168', // no public queue
  'CKV_AWS_387',
  'CKV_AWS_169', // no public topic
  'CKV_AWS_33', // no public key policy
  'MAL_IAM_29', // no other public resource policy
  'CKV_AWS_60', // no role that other accounts can assume
  'MAL_IAM_2',
  'CKV_AWS_293', // deletion protection
  'MAL_GUARD_1', // prevent_destroy
  'MAL_WORLD_5', // only constructs that rules understand: no modules, no forgotten resources
  'MAL_WORLD_6', // no unknown types, no dynamic blocks, no ignored changes
  'MAL_WORLD_8', // no attribute that is set twice
]);
