// One test file for all tables: jest gives each file modules of its own, and every app would be synthesized again for each.
import './break-glass.table';
import './ci-boundary.table';
import './ci-roles.mutations.table';
import './ci-roles.simulator.table';
import './never.table';
import './recorded-calls.table';
import './review-role.table';
import './second-region.table';
import './state-bucket-policy.table';
import './trust.table';
import './audit-protection.table';
import './workload-boundary.table';
