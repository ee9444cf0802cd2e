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

/** What a forwarded call needs, and how the service says that it was refused. */
export interface ForwardedAccess extends Access {
  /** @default - as IAM says it */
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

/** Their readings know what the caller's key is used for, by the object, queue or secret that it belongs to. */
const JUDGED_BY_READINGS = /^(s3:|sqs:|secretsmanager:(Get|Put)SecretValue$)/;

/** What AWS would call in the name of the caller of a call (libs/aws-facts), with what it would be about. */
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

/** A text of AWS's that ends with what it is about names the template of the request. */
const filled = (message: string, members: Members) =>
  message.endsWith(': ') ? `${message}${templateInWords(members)}` : message;
