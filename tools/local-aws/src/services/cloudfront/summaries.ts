import type { Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { buildXml, child, element, list, parseXml, text, type XmlElement } from '../../protocols/xml';
import { withTwoColons } from './arns';
import { requireMatch } from './reply';

/** The members of a distribution's configuration that a summary has (API reference: DistributionSummary). */
const OF_CONFIG = [
  'Aliases',
  'Origins',
  'OriginGroups',
  'DefaultCacheBehavior',
  'CacheBehaviors',
  'CustomErrorResponses',
  'Comment',
  'PriceClass',
  'Enabled',
  'ViewerCertificate',
  'Restrictions',
  'WebACLId',
  'HttpVersion',
  'IsIPV6Enabled',
  'Staging',
  'ConnectionMode',
] as const;
/** No staging distribution of a continuous deployment, and no tenants: the apps use neither. */
const PLAIN: XmlElement = { Staging: 'false', ConnectionMode: 'direct' };

/** The list of distributions: moto's, with the written configuration of each. */
export function distributionList(configs: Store<Map<string, XmlElement>>): Operation {
  return async (call, moto) => {
    const reply = await moto(call);
    if (reply.status !== 200) return reply;
    const document = parseXml(withTwoColons(reply.body.toString()));
    const found = child(document, 'DistributionList');
    found['Marker'] ??= '';
    for (const summary of list(element(found['Items'])['DistributionSummary']).map(element)) {
      const config: XmlElement = { ...PLAIN, ...configs.of(call).get(text(summary['Id'])) };
      for (const name of OF_CONFIG) if (config[name] !== undefined) summary[name] = config[name];
    }
    return { ...reply, body: buildXml(document) };
  };
}

/**
 * moto leaves out the marker of the list, which AWS always returns (API reference: OriginAccessControlList, Marker).
 */
export const originAccessControls: Operation = async (call, moto) => {
  const reply = await moto(call);
  if (reply.status !== 200) return reply;
  const document = parseXml(reply.body.toString());
  child(document, 'OriginAccessControlList')['Marker'] ??= call.query.get('Marker') ?? '';
  return { ...reply, body: buildXml(document) };
};

/**
 * A change or deletion of an origin access control names its version (API reference: DeleteOriginAccessControl,
 * If-Match); moto accepts any.
 */
export const matchedOriginAccessControl: Operation = async (call, moto) => {
  const path = call.path.replace(/\/config$/, '');
  const present = await moto({ ...call, method: 'GET', path, body: Buffer.alloc(0) });
  if (present.status !== 200) return present;
  requireMatch(call, present.headers['etag'] ?? '');
  return moto(call);
};

/** moto leaves out the maximum number of items, which AWS always returns (API reference: KeyGroupList, MaxItems). */
export const keyGroups: Operation = async (call, moto) => {
  const reply = await moto(call);
  if (reply.status !== 200) return reply;
  const document = parseXml(reply.body.toString());
  child(document, 'KeyGroupList')['MaxItems'] ??= call.query.get('MaxItems') ?? '100';
  return { ...reply, body: buildXml(document) };
};
