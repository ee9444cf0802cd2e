import { decoded } from '../../enforcement/document';
import { trusts } from '../../enforcement/trust';
import { World } from '../../enforcement/world';
import type { Call, Forward, Operation, Service } from '../../gateway/call';
import { AwsFailure } from '../../protocols/failure';
import { amendQueryReply, queryParameters } from '../../protocols/query';
import { element, list, parseXml, text, type XmlElement } from '../../protocols/xml';
import { verifiedClaims, type Provider } from './token';

/** STS API reference, AssumeRoleWithWebIdentity, DurationSeconds. @default of the call */
const USUAL_SECONDS = 3600;

/**
 * The answer for a role that does not exist equals the answer for a role that does not trust the bearer of the token.
 * Therefore a caller cannot enumerate roles.
 */
const notTrusted = () => new AwsFailure('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);

/** STS (query protocol, 2011-06-15): moto gives every token every role. */
export function sts(): Service {
  return { name: 'sts', operations: { AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity } };
}

/** Gives a session of a role only to a token that verifies, with an issuer, audience and subject that the role trusts. */
const assumeRoleWithWebIdentity: Operation = async (call, moto) => {
  const form = queryParameters(call.body);
  const roleArn = text(form['RoleArn']);
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:[^/]+\/)*([^/]+)$/.exec(roleArn) ?? [];
  if (account === undefined || name === undefined) throw new AwsFailure('ValidationError', `${roleArn} is invalid`);
  const world = await worldOf(call, account, moto);
  const { provider, ...claims } = await verifiedClaims(text(form['WebIdentityToken']), (issuer) =>
    providerOf(world, account, issuer),
  );
  const role = element((await world.query('iam', 'GetRole', { RoleName: name }))?.['Role']);
  if (text(role['Arn']) !== roleArn) throw notTrusted();
  const bearer = { account, providerArn: provider.arn, ...claims };
  if (!(await trusts(roleArn, decoded(role['AssumeRolePolicyDocument']), bearer))) throw notTrusted();
  assertDuration(Number(text(form['DurationSeconds']) || USUAL_SECONDS), role);
  return amendQueryReply(await moto(call), 'AssumeRoleWithWebIdentity', (result) => {
    result['SubjectFromWebIdentityToken'] = claims.subject;
    result['Audience'] = claims.audience;
    result['Provider'] = provider.arn;
  });
};

/** IAM in the account of the role: the call itself is not signed. */
async function worldOf(call: Call, account: string, moto: Forward): Promise<World> {
  const form = { RoleArn: `arn:aws:iam::${account}:role/embedded`, RoleSessionName: 'sts' };
  const asked = new URLSearchParams({ Action: 'AssumeRole', Version: '2011-06-15', ...form });
  // moto finds its backend by the scope of a signature, except for the few calls without one.
  const scope = 'embedded/20200101/us-east-1/sts/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  const headers = { ...call.headers, authorization };
  const reply = await moto({ ...call, headers, body: Buffer.from(asked.toString()) });
  const response = element(parseXml(reply.body.toString())['AssumeRoleResponse']);
  const issued = element(element(response['AssumeRoleResult'])['Credentials']);
  return new World(moto, new Map(), { account, region: call.region, accessKeyId: text(issued['AccessKeyId']) });
}

async function providerOf(world: World, account: string, issuer: string): Promise<Provider | undefined> {
  const arn = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
  const found = await world.query('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: arn });
  return found && { arn, clients: list(element(found['ClientIDList'])['member']).map(text) };
}

/** @throws AwsFailure if the requested session is longer than the role allows */
function assertDuration(seconds: number, role: XmlElement): void {
  if (seconds <= Number(text(role['MaxSessionDuration']) || USUAL_SECONDS)) return;
  const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
  throw new AwsFailure('ValidationError', message);
}
