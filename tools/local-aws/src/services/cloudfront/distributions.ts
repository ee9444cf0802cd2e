import type { Call, Forward, Operation, Reply } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { buildXml, child, element, parseXml, text, type XmlElement } from '../../protocols/xml';
import { noContent, requested, xmlReply } from './reply';
import { withTwoColons } from './arns';
import { distributionList } from './summaries';

const BASE = '/2020-05-31/distribution';

/** The members of every distribution, also if they were not written (API reference: DistributionConfig). */
const DEFAULTS: XmlElement = {
  Aliases: { Quantity: '0' },
  CacheBehaviors: { Quantity: '0' },
  CustomErrorResponses: { Quantity: '0' },
  DefaultRootObject: '',
  HttpVersion: 'http2',
  IsIPV6Enabled: 'false',
  Logging: { Enabled: 'false', IncludeCookies: 'false', Bucket: '', Prefix: '' },
  OriginGroups: { Quantity: '0' },
  PriceClass: 'PriceClass_All',
  Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: '0' } },
  ViewerCertificate: { CloudFrontDefaultCertificate: 'true', MinimumProtocolVersion: 'TLSv1' },
  WebACLId: '',
};

/**
 * Distributions are moto's, but their configuration is returned as it was written: moto adds ForwardedValues to every
 * cache behaviour and loses half of the rest.
 */
export function distributions(): Record<string, Operation> {
  const configs = new Store('cloudfront/distributions', () => new Map<string, XmlElement>(), 'global');

  const write = async (call: Call, moto: Forward, written: XmlElement): Promise<Reply> => {
    const reply = await moto(call);
    const config = { ...DEFAULTS, ...written };
    if (reply.status >= 300) return reply;
    const id = text(element(parseXml(reply.body.toString())['Distribution'])['Id']);
    configs.of(call).set(id, config);
    return asWritten(reply, config);
  };
  const read: Operation = async (call, moto) => {
    const reply = await moto(call);
    const config = configs.of(call).get(call.pathParameters['Id'] ?? '');
    return reply.status === 200 && config ? asWritten(reply, config) : reply;
  };

  return {
    [`POST ${BASE}?WithTags`]: (call, moto) => {
      const config = element(requested(call, 'DistributionConfigWithTags')['DistributionConfig']);
      return write(call, moto, config);
    },
    [`POST ${BASE}`]: (call, moto) => write(call, moto, requested(call, 'DistributionConfig')),
    [`PUT ${BASE}/{Id}/config`]: (call, moto) => write(call, moto, requested(call, 'DistributionConfig')),
    [`GET ${BASE}`]: distributionList(configs),
    [`GET ${BASE}/{Id}`]: read,
    [`GET ${BASE}/{Id}/config`]: read,
    [`DELETE ${BASE}/{Id}`]: async (call, moto) => {
      const id = call.pathParameters['Id'] ?? '';
      if (text(configs.of(call).get(id)?.['Enabled']) === 'true') {
        // API reference: DeleteDistribution, "you must disable the distribution".
        throw new AwsFailure(
          'DistributionNotDisabled',
          `The distribution ${id} you are trying to delete has not been disabled.`,
          409,
        );
      }
      const reply = await moto(call);
      if (reply.status < 300) configs.of(call).delete(id);
      return reply;
    },
    [`GET /2020-05-31/tagging`]: tagging,
    [`POST /2020-05-31/tagging`]: tagging,
    ...monitoringSubscriptions(),
  };
}

const tagging: Operation = (call, moto) => {
  const query = new URLSearchParams(call.query);
  query.set('Resource', (query.get('Resource') ?? '').replace('arn:aws:cloudfront::', 'arn:aws:cloudfront:'));
  return moto({ ...call, query });
};

function asWritten(reply: Reply, config: XmlElement): Reply {
  const document = parseXml(withTwoColons(reply.body.toString()));
  if (document['DistributionConfig'] !== undefined) {
    return { ...reply, ...xmlReply('DistributionConfig', config, { ...reply.headers }) };
  }
  child(document, 'Distribution')['DistributionConfig'] = config;
  return { ...reply, body: buildXml(document) };
}

/** API reference: CreateMonitoringSubscription (extra CloudWatch metrics of a distribution). */
function monitoringSubscriptions(): Record<string, Operation> {
  const store = new Store('cloudfront/monitoring-subscriptions', () => new Map<string, XmlElement>(), 'global');
  const path = '/2020-05-31/distributions/{Id}/monitoring-subscription';
  const id = (call: Call) => call.pathParameters['Id'] ?? '';
  return {
    [`POST ${path}`]: (call) => {
      const subscription = requested(call, 'MonitoringSubscription');
      store.of(call).set(id(call), subscription);
      return xmlReply('MonitoringSubscription', subscription);
    },
    [`GET ${path}`]: (call) => {
      const subscription = store.of(call).get(id(call));
      if (subscription) return xmlReply('MonitoringSubscription', subscription);
      throw new AwsFailure(
        'NoSuchMonitoringSubscription',
        `Distribution ${id(call)} has no monitoring subscription.`,
        404,
      );
    },
    [`DELETE ${path}`]: (call) => {
      store.of(call).delete(id(call));
      return noContent();
    },
  };
}
