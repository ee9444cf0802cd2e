import { made, type SmallApp } from '../../testing/small-repository';

const tags = (name: string) => ({ tags: { Name: `testing-net-${name}`, App: 'net', Environment: 'testing' } });
const one = (name: string, body: object) => ({ [name]: made(`net/${name}`, body) });
const trusts = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const allows = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ec2:DescribeTags', Resource: '*' }] };
const vpc_id = '${aws_vpc.main.id}';

/** An app with resources that AWS identifies by ids alone, others that it identifies by name, and others with an import id of several values. */
export const smallNetwork: SmallApp = {
  resource: {
    aws_vpc: one('main', { cidr_block: '10.77.0.0/16', ...tags('main') }),
    aws_internet_gateway: one('out', { vpc_id, ...tags('out') }),
    aws_subnet: one('a', { vpc_id, cidr_block: '10.77.1.0/24', availability_zone: 'eu-west-1a', ...tags('a') }),
    aws_route_table: one('public', { vpc_id, ...tags('public') }),
    aws_route: one('out', {
      route_table_id: '${aws_route_table.public.id}',
      destination_cidr_block: '0.0.0.0/0',
      gateway_id: '${aws_internet_gateway.out.id}',
    }),
    aws_route_table_association: one('a', {
      subnet_id: '${aws_subnet.a.id}',
      route_table_id: '${aws_route_table.public.id}',
    }),
    aws_eip: one('nat', { domain: 'vpc', ...tags('nat') }),
    aws_nat_gateway: one('a', { allocation_id: '${aws_eip.nat.id}', subnet_id: '${aws_subnet.a.id}', ...tags('nat') }),
    aws_security_group: one('web', { vpc_id, name: 'testing-net-web', description: 'Web', ...tags('web') }),
    aws_vpc_security_group_ingress_rule: one('web', {
      security_group_id: '${aws_security_group.web.id}',
      ip_protocol: 'tcp',
      from_port: 443,
      to_port: 443,
      cidr_ipv4: '10.77.0.0/16',
      ...tags('https'),
    }),
    aws_kms_key: one('key', { description: 'A key', enable_key_rotation: true, ...tags('key') }),
    aws_iam_role: one('web', { name: 'testing-net-web', assume_role_policy: JSON.stringify(trusts), ...tags('web') }),
    aws_iam_role_policy: one('web', { name: 'tags', role: '${aws_iam_role.web.id}', policy: JSON.stringify(allows) }),
    aws_cloudwatch_log_group: one('web', { name: 'testing-net-web', retention_in_days: 7, ...tags('web') }),
    aws_s3_bucket: one('content', { bucket: 'testing-net-content', force_destroy: true, ...tags('content') }),
    aws_s3_bucket_versioning: one('content', {
      bucket: '${aws_s3_bucket.content.id}',
      versioning_configuration: { status: 'Enabled' },
    }),
  },
};
