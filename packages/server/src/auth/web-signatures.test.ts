// The signatures port on WebCrypto, held to the contract of all implementations.
import { describeSignatures } from '../testing/signatures-contract.ts';
import { webSignatures } from './web-signatures.ts';

describeSignatures('WebCrypto', webSignatures);
