export { keyBehind } from '../kms/own-key';
