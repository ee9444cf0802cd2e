import { allFixed, fixed, frees, off, only, within } from '../effects/direction';
import { grows } from '../effects/lists';
import type { PlannedChange } from '../plan';
import type { Judge, Rows } from '../row';
import { isLeftOver } from './outgoing';

const found = 'the DNS answers for the name';
const day = 86_400;

/** A record that validates a name for ACM: `_<digest>.<name>` (ACM user guide, "DNS validation"). */
const proves = (values: PlannedChange['change']['after']) =>
  values?.['type'] === 'CNAME' && /^_\w+\./.test(String(values['name'] ?? ''));

const writesOver: Judge = ({ change: { after, after_unknown: unknown } }) => {
  if (after?.['allow_overwrite'] !== true) return true;
  // Its name and type come from a certificate that the same plan creates.
  const isOfCertificate = (unknown as Record<string, unknown> | undefined)?.['name'] === true;
  return proves(after) || isOfCertificate || 'it overwrites existing records (allow_overwrite): remove that';
};

/** Published names, and their certificates. */
export const names: Rows = {
  aws_route53_delegation_set: {
    atStake: true,
    does: 'has the name servers of the registered domain',
    attributes: {},
  },
  aws_route53_zone: {
    does: 'serves a domain: a new one has other name servers',
    keptByTerraform: true,
    attributes: {
      ...frees('tags tags_all comment timeouts name_servers primary_name_server'),
      force_destroy: off('all records, if the zone is deleted'),
      ...allFixed('vpc delegation_set_id', found),
    },
  },
  aws_route53_key_signing_key: {
    does: 'signs a zone: without it, resolvers reject its answers',
    keptByTerraform: true,
    attributes: { ...frees('timeouts'), status: only('ACTIVE', found) },
  },
  aws_route53_hosted_zone_dnssec: {
    does: 'enables the signatures of a zone: without it, resolvers reject its answers',
    keptByTerraform: true,
    attributes: { ...frees('timeouts'), signing_status: only('SIGNING', found) },
  },
  aws_route53_record: {
    does: 'is the DNS answer for a name',
    // A new certificate has a new validation record.
    mayBeReplaced: ({ change }) => proves(change.before) || '',
    partOf: ['zone_id', 'aws_route53_zone'],
    new: writesOver,
    attributes: {
      ...frees('timeouts fqdn allow_overwrite alias.evaluate_target_health'),
      ttl: within(1, day, 'the correction of an answer within a day'),
      ...allFixed('records alias.name alias.zone_id name type zone_id set_identifier health_check_id', found),
      ...allFixed('weighted_routing_policy failover_routing_policy latency_routing_policy', found),
      ...allFixed('geolocation_routing_policy geoproximity_routing_policy cidr_routing_policy', found),
      multivalue_answer_routing_policy: fixed(found),
    },
  },
  aws_acm_certificate: {
    does: 'certifies a name for visitors',
    // ACM deletes no certificate in use (ResourceInUseException), and a deploy keeps one until its readers have
    // switched (docs/adr/0029).
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
      subject_alternative_names: grows('the certificate of a name that visitors use'),
      ...allFixed('domain_name validation_method certificate_authority_arn options validation_option', found),
    },
  },
  // No resource of AWS: it waits until a certificate is issued.
  aws_acm_certificate_validation: {
    does: '',
    mayGo: true,
    mayBeReplaced: true,
    attributes: frees('certificate_arn validation_record_fqdns timeouts'),
  },
};
