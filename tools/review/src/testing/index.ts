export { largeApps, largeReport } from './large';
