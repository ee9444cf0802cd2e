import { randomUUID } from 'node:crypto';
import type { Call, Operation } from '../../gateway/call';
import { grantedTo } from '../../gateway/granted';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { text, type XmlElement } from '../../protocols/xml';
import { MANAGED_POLICIES, MANAGED_SETTINGS } from './managed-policies';
import { newEtag, noContent, requested, requireMatch, xmlReply } from './reply';

/** CloudFront developer guide, "Quotas": custom cache and origin request policies per account, 20 of each. */
const MOST = 20;

const mostOf = (element: string, { account }: Call) =>
  element === 'ResponseHeadersPolicy' ? grantedTo(account, 'responseHeadersPolicies') : MOST;

interface Policy {
  readonly id: string;
  readonly etag: string;
  readonly modified: string;
  readonly config: XmlElement;
}

/** One of CloudFront's three kinds of policies, which differ only in their names (API reference: CachePolicy, ...). */
export function policies(element: string, path: string): Record<string, Operation> {
  const store = new Store(`cloudfront/${path}`, () => new Map<string, Policy>(), 'global');
  const base = `/2020-05-31/${path}`;

  const find = (call: Call): Policy => {
    const id = call.pathParameters['Id'] ?? '';
    const found = store.of(call).get(id) ?? managed(element).find((policy) => policy.id === id);
    if (!found) throw new AwsFailure(`NoSuch${element}`, `The ${path} ${id} does not exist.`, 404);
    return found;
  };
  const shown = ({ id, modified, config }: Policy): XmlElement => {
    return { Id: id, LastModifiedTime: modified, [`${element}Config`]: config };
  };
  const written = (call: Call, id: string): Policy => {
    const config = requested(call, `${element}Config`);
    const name = text(config['Name']);
    if ([...store.of(call).values()].some((other) => other.id !== id && text(other.config['Name']) === name)) {
      throw new AwsFailure(`${element}AlreadyExists`, `A ${path} named ${name} already exists.`, 409);
    }
    const policy = { id, etag: newEtag(), modified: new Date().toISOString(), config };
    store.of(call).set(id, policy);
    return policy;
  };

  return {
    [`POST ${base}`]: (call) => {
      const most = mostOf(element, call);
      if (store.of(call).size >= most) {
        const kind = `${element.replace(/y$/, 'ies')}`;
        const message = `You have reached the maximum number of ${path.replaceAll('-', ' ')} for this AWS account: ${most}.`;
        throw new AwsFailure(`TooMany${kind}`, message);
      }
      const policy = written(call, randomUUID());
      const location = `https://cloudfront.amazonaws.com${base}/${policy.id}`;
      return xmlReply(element, shown(policy), { etag: policy.etag, location }, 201);
    },
    [`GET ${base}`]: (call) => {
      const type = call.query.get('Type');
      const custom = [...store.of(call).values()].map((policy) => ({ Type: 'custom', [element]: shown(policy) }));
      const aws = managed(element).map((policy) => ({ Type: 'managed', [element]: shown(policy) }));
      const items = [...aws, ...custom].filter((item) => type === null || item.Type === type);
      const summaries = { [`${element}Summary`]: items };
      return xmlReply(`${element}List`, { MaxItems: '100', Quantity: String(items.length), Items: summaries });
    },
    [`GET ${base}/{Id}`]: (call) => {
      const policy = find(call);
      return xmlReply(element, shown(policy), { etag: policy.etag });
    },
    [`GET ${base}/{Id}/config`]: (call) => {
      const policy = find(call);
      return xmlReply(`${element}Config`, policy.config, { etag: policy.etag });
    },
    [`PUT ${base}/{Id}`]: (call) => {
      const present = find(call);
      requireMatch(call, present.etag);
      const policy = written(call, present.id);
      return xmlReply(element, shown(policy), { etag: policy.etag });
    },
    [`DELETE ${base}/{Id}`]: (call) => {
      const present = find(call);
      requireMatch(call, present.etag);
      store.of(call).delete(present.id);
      return noContent();
    },
  };
}

function managed(element: string): Policy[] {
  const known = MANAGED_POLICIES[element] ?? {};
  return Object.entries(known).map(([name, id]) => {
    return {
      id,
      etag: 'E23ZP02F085DFQ',
      modified: '2020-01-01T00:00:00Z',
      config: { Name: name, ...MANAGED_SETTINGS[name] },
    };
  });
}
