import type { EmbeddedCredentials } from '../../../account';
import { embeddedEndpoint } from '../../../address';
import { element, parseXml, type XmlElement } from '../../../protocols/xml';
import type { Place } from '../deployment';

/** Asks a query service without its SDK; the answer's element is named after the action. */
export type PlainQuery = (
  service: string,
  version: string,
  action: string,
  form: Record<string, string>,
) => Promise<XmlElement>;

/** Questions of an account's owner. EC2's SDK alone takes a second and 58 MB to load, for two questions. */
export function plainQuery({ region }: Place, { accessKeyId }: EmbeddedCredentials): PlainQuery {
  return async (service, version, action, form) => {
    const scope = `${accessKeyId}/20200101/${region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
    const body = new URLSearchParams({ Action: action, Version: version, ...form });
    const answer = await fetch(embeddedEndpoint(), { method: 'POST', headers: { authorization }, body });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${service}:${action} was refused: ${said}`);
    const response = element(parseXml(said)[`${action}Response`]);
    // EC2 has no `...Result` between.
    return element(response[`${action}Result`] ?? response);
  };
}
