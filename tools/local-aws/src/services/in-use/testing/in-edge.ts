import type { Client } from './client';
import { loadBalancer, net, succeeded, unique, type InUse } from './try';

const BASE = '/2020-05-31';
const cdn = (aws: Client, method: string, path: string, body?: string, etag?: string) =>
  aws.send('cloudfront', method, `${BASE}${path}`, body, etag === undefined ? {} : { 'if-match': etag });

/** A distribution that names the given resources; its result disables it. */
async function distribution(aws: Client, parts: { origin?: string; behaviour?: string; whole?: string }) {
  const config = (enabled: boolean) => `<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
    <CallerReference>${unique('distribution')}</CallerReference><Comment></Comment><Enabled>${enabled}</Enabled>
    <Origins><Quantity>1</Quantity><Items><Origin><Id>one</Id><DomainName>try.s3.amazonaws.com</DomainName>
      ${enabled ? (parts.origin ?? '') : ''}<S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig>
    </Origin></Items></Origins>
    <DefaultCacheBehavior><TargetOriginId>one</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>
      <CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId>${enabled ? (parts.behaviour ?? '') : ''}
    </DefaultCacheBehavior>${enabled ? (parts.whole ?? '') : ''}</DistributionConfig>`;
  const made = await cdn(aws, 'POST', '/distribution', config(true));
  const path = `/distribution/${made.first('Id')}`;
  const free = () => cdn(aws, 'PUT', `${path}/config`, config(false), made.etag);
  const remove = async () => cdn(aws, 'DELETE', path, undefined, (await cdn(aws, 'GET', path)).etag);
  return { free, remove };
}

/** A resource that a distribution names, and that is deleted by its id and ETag. */
const named = (
  code: string,
  path: string,
  body: () => string,
  use: (id: string) => Parameters<typeof distribution>[1],
): InUse => ({
  by: 'a distribution',
  code,
  make: async (aws) => {
    const made = await cdn(aws, 'POST', `/${path}`, body());
    const id = made.first('Id');
    const { free } = await distribution(aws, use(id));
    return { remove: () => cdn(aws, 'DELETE', `/${path}/${id}`, undefined, made.etag), free };
  },
});

const logs = (aws: Client, action: string, fields: object) => aws.json('logs', `Logs_20140328.${action}`, fields);

/** A delivery from a distribution's logs to a group. */
async function delivery(aws: Client) {
  const [source, destination, group] = [unique('source'), unique('destination'), unique('/try/deliveries')];
  await logs(aws, 'CreateLogGroup', { logGroupName: group });
  const of = {
    name: source,
    resourceArn: `arn:aws:cloudfront::${aws.account}:distribution/E1`,
    logType: 'ACCESS_LOGS',
  };
  await logs(aws, 'PutDeliverySource', of);
  const to = { destinationResourceArn: `arn:aws:logs:us-east-1:${aws.account}:log-group:${group}` };
  const made = await logs(aws, 'PutDeliveryDestination', { name: destination, deliveryDestinationConfiguration: to });
  const arn = made.first('arn');
  const tie = await logs(aws, 'CreateDelivery', { deliverySourceName: source, deliveryDestinationArn: arn });
  const free = () => logs(aws, 'DeleteDelivery', { id: tie.first('id') });
  return { source, destination, free };
}

const ofDelivery = (action: string, which: 'source' | 'destination'): InUse => ({
  by: 'a delivery',
  code: 'ConflictException',
  make: async (regional) => {
    const aws = regional.in('us-east-1');
    const made = await delivery(aws);
    return { remove: () => logs(aws, action, { name: made[which] }), free: made.free };
  },
});

const waf = (aws: Client, action: string, fields: object) => aws.json('wafv2', `AWSWAF_20190729.${action}`, fields);

async function webAcl(aws: Client, Scope: 'CLOUDFRONT' | 'REGIONAL') {
  const watched = { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: 'Try' };
  const own = { Name: unique('acl'), Scope };
  const made = await waf(aws, 'CreateWebACL', { ...own, DefaultAction: { Allow: {} }, VisibilityConfig: watched });
  const deleted = { ...own, Id: made.first('Id'), LockToken: made.first('LockToken') };
  return { arn: made.first('ARN'), remove: () => waf(aws, 'DeleteWebACL', deleted) };
}

/** The resources at the edge and their users, by type. */
export const inEdge: Readonly<Record<string, readonly InUse[]>> = {
  aws_cloudfront_distribution: [
    { by: 'visitors, as it is enabled', code: 'DistributionNotDisabled', make: (aws) => distribution(aws, {}) },
  ],
  aws_cloudfront_origin_access_control: [
    named(
      'OriginAccessControlInUse',
      'origin-access-control',
      () =>
        `<OriginAccessControlConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Name>${unique('control')}</Name>` +
        '<SigningProtocol>sigv4</SigningProtocol><SigningBehavior>always</SigningBehavior>' +
        '<OriginAccessControlOriginType>s3</OriginAccessControlOriginType></OriginAccessControlConfig>',
      (id) => ({ origin: `<OriginAccessControlId>${id}</OriginAccessControlId>` }),
    ),
  ],
  aws_cloudfront_response_headers_policy: [
    named(
      'ResponseHeadersPolicyInUse',
      'response-headers-policy',
      () =>
        `<ResponseHeadersPolicyConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Name>${unique('headers')}</Name>` +
        '</ResponseHeadersPolicyConfig>',
      (id) => ({ behaviour: `<ResponseHeadersPolicyId>${id}</ResponseHeadersPolicyId>` }),
    ),
  ],
  aws_wafv2_web_acl: [
    {
      by: 'a distribution',
      code: 'WAFAssociatedItemException',
      make: async (regional) => {
        const aws = regional.in('us-east-1');
        const { arn, remove } = await webAcl(aws, 'CLOUDFRONT');
        const { free } = await distribution(aws, { whole: `<WebACLId>${arn}</WebACLId>` });
        return { remove, free };
      },
    },
    {
      by: 'a load balancer',
      code: 'WAFAssociatedItemException',
      make: async (aws) => {
        const { arn, remove } = await webAcl(aws, 'REGIONAL');
        const ResourceArn = await loadBalancer(aws, await net(aws));
        succeeded(await waf(aws, 'AssociateWebACL', { WebACLArn: arn, ResourceArn }));
        return { remove, free: () => waf(aws, 'DisassociateWebACL', { ResourceArn }) };
      },
    },
  ],
  aws_cloudwatch_log_delivery_source: [ofDelivery('DeleteDeliverySource', 'source')],
  aws_cloudwatch_log_delivery_destination: [ofDelivery('DeleteDeliveryDestination', 'destination')],
};
