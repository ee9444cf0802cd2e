import type { Resource, World } from '@malinshopper/synthesized';

/**
 * The name of a record in Route 53's form: in lower case, with the zone, without the final dot, and with a plain
 * asterisk (Route 53 developer guide, "DNS domain name format": also by its code, `\\052`).
 */
export function recordName({ config, stack }: Resource, world: World): string {
  const name = String(world.resolve(config['name'], stack))
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\\052/, '*');
  const [zone] = world.targets(config['zone_id'], stack).filter(({ type }) => type === 'aws_route53_zone');
  const domain = String(zone?.config['name'] ?? '');
  const isWhole = name.startsWith('${') || domain === '' || name === domain || name.endsWith(`.${domain}`);
  return isWhole ? name : `${name}.${domain}`;
}
