import type { Operation } from '../../gateway/call';
import { queryParameters } from '../../protocols/query';
import { element, list, parseXml, text, type XmlElement } from '../../protocols/xml';

/**
 * A deleted NAT gateway releases its address and its network interface (VPC user guide, "Delete a NAT gateway"). In
 * moto both stay, and would keep their subnet and their address forever.
 */
export const deleteNatGateway: Operation = async (call, moto) => {
  const ask = async (Action: string, form: Record<string, string>): Promise<XmlElement> => {
    const body = Buffer.from(new URLSearchParams({ Action, Version: '2016-11-15', ...form }).toString());
    return element(parseXml((await moto({ ...call, body })).body.toString())[`${Action}Response`]);
  };
  const id = text(queryParameters(call.body)['NatGatewayId']);
  const described = await ask('DescribeNatGateways', { 'NatGatewayId.1': id });
  const [nat] = list(element(described['natGatewaySet'])['item']).map(element);
  const reply = await moto(call);
  if (reply.status !== 200) return reply;
  for (const address of list(element(nat?.['natGatewayAddressSet'])['item']).map(element)) {
    const held = await ask('DescribeAddresses', { 'AllocationId.1': text(address['allocationId']) });
    const [association] = list(element(held['addressesSet'])['item']).map((one) => text(element(one)['associationId']));
    if (association) await ask('DisassociateAddress', { AssociationId: association });
    await ask('DeleteNetworkInterface', { NetworkInterfaceId: text(address['networkInterfaceId']) });
  }
  return reply;
};
