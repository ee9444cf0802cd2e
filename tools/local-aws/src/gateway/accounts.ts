import type { Forward } from './call';
import { element, parseXml, text } from '../protocols/xml';

/** moto's account for access keys it did not issue. */
export const DEFAULT_ACCOUNT = '123456789012';

/** Who signs with an access key: the account, and the ARN of the user or of the role's session. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/**
 * Who signs with each access key. moto issues the keys (AssumeRole, CreateAccessKey), so moto is asked (GetCallerIdentity),
 * once per key: a key never changes its owner.
 */
export class Accounts {
  private readonly known = new Map<string, Promise<Caller>>();

  constructor(private readonly moto: Forward) {}

  async of(accessKeyId: string | undefined): Promise<string> {
    return (await this.caller(accessKeyId)).account;
  }

  caller(accessKeyId: string | undefined): Promise<Caller> {
    if (!accessKeyId) return Promise.resolve({ account: DEFAULT_ACCOUNT, arn: '' });
    const known = this.known.get(accessKeyId);
    if (known) return known;
    const asked = this.ask(accessKeyId);
    this.known.set(accessKeyId, asked);
    asked.catch(() => this.known.delete(accessKeyId));
    return asked;
  }

  private async ask(accessKeyId: string): Promise<Caller> {
    const scope = `${accessKeyId}/20200101/us-east-1/sts/aws4_request`;
    const reply = await this.moto({
      service: 'sts',
      region: 'us-east-1',
      accessKeyId,
      account: DEFAULT_ACCOUNT,
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      pathParameters: {},
      headers: {
        host: 'sts.us-east-1.amazonaws.com',
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      },
      body: Buffer.from('Action=GetCallerIdentity&Version=2011-06-15'),
    });
    const response = element(parseXml(reply.body.toString())['GetCallerIdentityResponse']);
    const result = element(response['GetCallerIdentityResult']);
    return { account: text(result['Account']) || DEFAULT_ACCOUNT, arn: text(result['Arn']) };
  }
}
