export type { PlannedApp, Possible, Provenance, StatePosition } from './planned';
export { page } from './html/page';
export { longest, markdown, marker } from './markdown/markdown';
export { parseRecord, placeOf, writeRecord, type ReviewedApp, type ReviewRecord } from './record/record';
export { review } from './record/review';
export type { Difference } from './refine/difference';
export { refines } from './refine/refines';
export { placesOf, type Place, type Places } from './report/places';
export { isWhole, reportOf, type Report, type ReportInput } from './report/report';
