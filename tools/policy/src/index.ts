export { refusals, type GuardOptions, type GuardSubject } from './guard/guard';
export { preventDestroyTypes, stateful, type Stateful } from './guard/stateful';
export { isClean, reportOf, type Report } from './report/report';
export type { Finding } from './report/finding';
export { judgePlans, type PlaceFinding, type PlannedEnvironment, type PlanVerdict } from './plans/judge-plans';
export { run, type Outcome, type RunOptions } from './run';
export { scenarios, type Scenario } from './scenarios';
export { deletionRule, type GuardWaiver, type Judged, type Waiver } from './waivers/waiver';
export type { Rule, Severity } from './rules/rule';
