import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { element, list, text } from '../../protocols/xml';
import type { Guard } from './guard';
import { elements } from './standing';

/** API reference, DeleteDBParameterGroup: "The DB parameter group to be deleted can't be associated with any DB instances". */
const parameterGroup: Guard = async (call, standing) => {
  const name = text(queryParameters(call.body)['DBParameterGroupName']);
  const servers = await standing.all('rds', 'DescribeDBInstances', 'DBInstances');
  const user = servers.find(({ DBParameterGroups }) =>
    elements(DBParameterGroups).some(({ DBParameterGroupName }) => text(DBParameterGroupName) === name),
  );
  if (!user) return;
  throw new AwsFailure(
    'InvalidDBParameterGroupState',
    `One or more database instances are still members of this parameter group ${name}, so the group cannot be deleted`,
  );
};

/** API reference, DeleteDBSubnetGroup: "The specified database subnet group must not be associated with any DB instances". */
const subnetGroup: Guard = async (call, standing) => {
  const name = text(queryParameters(call.body)['DBSubnetGroupName']).toLowerCase();
  const servers = await standing.all('rds', 'DescribeDBInstances', 'DBInstances');
  const user = servers.find(
    ({ DBSubnetGroup }) => text(element(DBSubnetGroup)['DBSubnetGroupName']).toLowerCase() === name,
  );
  if (!user) return;
  throw new AwsFailure(
    'InvalidDBSubnetGroupStateFault',
    `Cannot delete the subnet group '${name}' because at least one database instance: ` +
      `${text(user['DBInstanceIdentifier'])} is still using it.`,
  );
};

/**
 * A subnet can be removed from a subnet group only if no database server is in the subnet (AWS re:Post, "How can I
 * delete a subnet that is part of an Amazon RDS DB subnet group?"); the message is quoted in aws/aws-cdk issue 26135.
 */
const subnetsOfGroup: Guard = async (call, standing) => {
  const form = queryParameters(call.body);
  const name = text(form['DBSubnetGroupName']).toLowerCase();
  const kept = list(element(form['SubnetIds'])['SubnetIdentifier']).map(text);
  const [group] = await standing.all('rds', 'DescribeDBSubnetGroups', 'DBSubnetGroups', { DBSubnetGroupName: name });
  const gone = elements(group?.['Subnets'])
    .map(({ SubnetIdentifier }) => text(SubnetIdentifier))
    .filter((id) => !kept.includes(id));
  if (kept.length === 0 || gone.length === 0) return;
  const found = await standing.all('ec2', 'DescribeNetworkInterfaces', 'networkInterfaceSet', {
    'Filter.1.Name': 'requester-id',
    'Filter.1.Value.1': 'amazon-rds',
  });
  const used = gone.filter((id) => found.some(({ subnetId }) => text(subnetId) === id));
  if (used.length === 0) return;
  throw new AwsFailure(
    'InvalidParameterValue',
    `Some of the subnets to be deleted are currently in use: ${used.join(', ')}`,
  );
};

/**
 * RDS. moto itself refuses to delete a server with deletion protection; the gateway refuses for the subnet groups of
 * caches.
 */
export const databaseGuards = {
  DeleteDBParameterGroup: parameterGroup,
  DeleteDBSubnetGroup: subnetGroup,
  ModifyDBSubnetGroup: subnetsOfGroup,
};
