import { allFixed, fixed, frees, off, only, within } from '../effects/direction';
import { grows } from '../effects/lists';
import type { PlannedChange } from '../plan';
import type { Judge, Rows } from '../row';
import { isLeftOver } from './outgoing';

const found = 'what the world finds under the name';
const day = 86_400;

/** A record that is to prove a name to ACM: `_<digest>.<name>` (ACM user guide, "DNS validation"). */
const proves = (values: PlannedChange['change']['after']) =>
  values?.['type'] === 'CNAME' && /^_\w+\./.test(String(values['name'] ?? ''));

const writesOver: Judge = ({ change: { after, after_unknown: unknown } }) => {
  if (after?.['allow_overwrite'] !== true) return true;
  // Its name and type are of a certificate that is made in the same plan.
  const isOfCertificate = (unknown as Record<string, unknown> | undefined)?.['name'] === true;
  return proves(after) || isOfCertificate || 'it writes over what stands there (allow_overwrite): leave that out';
};

/** Names that the world has learnt, and what proves them. */
export const names: Rows = {
  aws_route53_delegation_set: {
    atStake: true,
    does: 'has the name servers that a domain is entered with',
    attributes: {},
  },
  aws_route53_zone: {
    does: 'answers for a domain: a new one has other name servers',
    keptByTerraform: true,
    attributes: {
      ...frees('tags tags_all comment timeouts name_servers primary_name_server'),
      force_destroy: off('all records, where the zone goes'),
      ...allFixed('vpc delegation_set_id', found),
    },
  },
  aws_route53_key_signing_key: {
    does: 'signs a zone: without it, resolvers take no answer of it',
    keptByTerraform: true,
    attributes: { ...frees('timeouts'), status: only('ACTIVE', found) },
  },
  aws_route53_hosted_zone_dnssec: {
    does: 'has a zone signed: without it, resolvers take no answer of it',
    keptByTerraform: true,
    attributes: { ...frees('timeouts'), signing_status: only('SIGNING', found) },
  },
  aws_route53_record: {
    does: 'is the answer to a name: what the world finds under it',
    // A new certificate has a new proof.
    mayBeReplaced: ({ change }) => proves(change.before) || '',
    partOf: ['zone_id', 'aws_route53_zone'],
    new: writesOver,
    attributes: {
      ...frees('timeouts fqdn allow_overwrite alias.evaluate_target_health'),
      ttl: within(1, day, 'that an answer can be corrected within a day'),
      ...allFixed('records alias.name alias.zone_id name type zone_id set_identifier health_check_id', found),
      ...allFixed('weighted_routing_policy failover_routing_policy latency_routing_policy', found),
      ...allFixed('geolocation_routing_policy geoproximity_routing_policy cidr_routing_policy', found),
      multivalue_answer_routing_policy: fixed(found),
    },
  },
  aws_acm_certificate: {
    does: 'proves a name to visitors',
    // ACM deletes none that is in use (ResourceInUseException), and what is in use stays until its readers have moved on (docs/adr/0029).
    mayGo: isLeftOver,
    mayBeReplaced: 'judged',
    madeFirst: true,
    attributes: {
      ...frees(
        'tags tags_all arn id domain_validation_options not_after not_before pending_renewal renewal_eligibility',
      ),
      ...frees(
        'renewal_summary status type validation_emails early_renewal_duration certificate_body certificate_chain',
      ),
      ...frees('key_algorithm'),
      subject_alternative_names: grows('the proof of a name that visitors ask for'),
      ...allFixed('domain_name validation_method certificate_authority_arn options validation_option', found),
    },
  },
  // Nothing of AWS: it waits until a certificate is issued.
  aws_acm_certificate_validation: {
    does: '',
    mayGo: true,
    mayBeReplaced: true,
    attributes: frees('certificate_arn validation_record_fqdns timeouts'),
  },
};
