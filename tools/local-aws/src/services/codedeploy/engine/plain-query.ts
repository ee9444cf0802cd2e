import type { EmbeddedCredentials } from '../../../credentials';
import { element, parseXml, type XmlElement } from '../../../protocols/xml';
import { signedFetch } from '../../../signing';
import type { Place } from '../deployment';

/** Calls a query service without its SDK; the answer's element is named after the action. */
export type PlainQuery = (
  service: string,
  version: string,
  action: string,
  form: Record<string, string>,
) => Promise<XmlElement>;

/** Queries as an account's owner. EC2's SDK alone takes a second and 58 MB to load, for two queries. */
export function plainQuery({ region }: Place, owner: () => Promise<EmbeddedCredentials>): PlainQuery {
  return async (service, version, action, form) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ Action: action, Version: version, ...form }).toString();
    const signing = { service, region, credentials: await owner() };
    const answer = await signedFetch('/', { method: 'POST', headers, body }, signing);
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${service}:${action} was refused: ${said}`);
    const response = element(parseXml(said)[`${action}Response`]);
    // EC2 has no `...Result` element in between.
    return element(response[`${action}Result`] ?? response);
  };
}
