import { forwardedBy, type ForwardedCall, type ForwardedKind } from '@malinshopper/aws-facts';
import type { Call } from '../../gateway/call';
import type { Asked } from '../../gateway/operation';
import type { Access } from '../access';
import { parametersOf } from '../parameters';
import type { World } from '../world';
import { actionOf } from './action';
import { firstUse, passedRole } from './identities';
import { image, launched, networkInterface, securityGroups, template, templateInWords } from './launch';
import { membersOf, type Members } from './members';
import { subnets, vpc } from './network';
import { balancer, bucket, distribution, keys, object, secretOfRds, snapshot, webAcl } from './others';
import type { Finding } from './target';

/** The access that a forwarded call needs, and the service's words for a refusal. */
export interface ForwardedAccess extends Access {
  /** The code and message of the refusal. @default - the code and message of IAM */
  readonly refusal?: { readonly code: string; readonly message: string };
}

const findings: Readonly<Record<ForwardedKind, Finding>> = {
  bucket,
  distribution,
  image,
  instance: launched,
  key: keys,
  'launch-template': template,
  'loadbalancer/app/': balancer,
  'network-interface': networkInterface,
  object,
  role: passedRole,
  Secret: secretOfRds,
  'security-group': securityGroups,
  'service-linked-role': firstUse,
  snapshot,
  subnet: subnets,
  volume: launched,
  vpc,
  webacl: webAcl,
};

/**
 * The readings of these actions know the uses of the caller's key, by the object, queue or secret to which it belongs.
 */
const JUDGED_BY_READINGS = /^(s3:|sqs:|secretsmanager:(Get|Put)SecretValue$)/;

/** The calls that AWS would make in the name of the caller (libs/aws-facts), with their resources. */
export async function forwardedAccesses(call: Call, asked: Asked, world: World): Promise<ForwardedAccess[]> {
  const action = actionOf(call, asked);
  const forwarded = JUDGED_BY_READINGS.test(action) ? [] : forwardedBy(action);
  if (forwarded.length === 0) return [];
  const members = membersOf(call, parametersOf(call, asked));
  const made = forwarded.filter(({ when }) => when === undefined || when.some((member) => members.has(member)));
  const accesses = await Promise.all(made.map((one) => accessesOf(one, members, world)));
  return accesses.flat();
}

async function accessesOf(call: ForwardedCall, members: Members, world: World): Promise<ForwardedAccess[]> {
  const { action, kind, refusal } = call;
  const said = refusal && { refusal: { ...refusal, message: filled(refusal.message, members) } };
  if (kind === undefined) return [{ action, resource: '*', ...said }];
  const targets = await findings[kind]({ call, members, world });
  return targets.map((target) => ({ action, ...target, ...said }));
}

/** A message of AWS that ends with a resource names the template of the request. */
const filled = (message: string, members: Members) =>
  message.endsWith(': ') ? `${message}${templateInWords(members)}` : message;
