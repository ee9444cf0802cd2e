export { firstUnseen, visible, visibleOnTerminal } from './visible';
