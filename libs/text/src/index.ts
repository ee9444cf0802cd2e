export { firstUnseen, visible } from './visible';
