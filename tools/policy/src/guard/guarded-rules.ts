/**
 * The rules that stop a deploy to production, and not only its review: nothing but the load balancer and CloudFront is open
 * to the world, and what holds data is protected. Each judges an app's stack by itself.
 */
export const guardedRules: ReadonlySet<string> = new Set([
  'MAL_NET_25', // nothing else has an address of the internet
  'FSBP.EC2.18', // ports that are open to the internet
  'CKV_AWS_88', // no address of the internet for instances
  'CKV_AWS_130',
  'CKV_AWS_17', // no database server on the internet
  'CKV_AWS_53', // no public bucket
  'CKV_AWS_54',
  'CKV_AWS_55',
  'CKV_AWS_56',
  'CKV_AWS_70',
  'CKV_AWS_293', // deletion protection
  'MAL_GUARD_1', // prevent_destroy
]);
