/**
 * The rules that stop a deploy to production, and not only its review: nothing but the load balancer and CloudFront is open
 * to the world, what holds data is protected, and there is nothing that no rule understands. Each finds all that it is about in the stack of one app: guard.test.ts
 * judges production app by app.
 */
export const guardedRules: ReadonlySet<string> = new Set([
  'MAL_NET_25', // nothing else has an address of the internet
  'FSBP.EC2.18', // ports that are open to the internet
  'MAL_NET_26', // and those of whom
  'CKV_AWS_88', // no address of the internet for instances
  'CKV_AWS_130',
  'CKV2_AWS_19', // nor for machines beside them
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
  'CKV_AWS_33', // no public key
  'MAL_IAM_29', // and nothing else that has a policy
  'CKV_AWS_60', // no role that others can take
  'MAL_IAM_2',
  'CKV_AWS_293', // deletion protection
  'MAL_GUARD_1', // prevent_destroy
  'MAL_WORLD_5', // nothing that no rule understands: modules, what is forgotten
  'MAL_WORLD_6', // what there is none of, what is dynamic, changes that are ignored
  'MAL_WORLD_8', // nothing that is set twice
]);
