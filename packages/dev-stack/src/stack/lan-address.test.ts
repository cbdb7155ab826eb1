// Which of a machine's addresses other devices in the house can reach.
import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, it } from 'node:test';
import { lanAddress } from './lan-address.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo =>
  ({ address: text, family: text.includes(':') ? 'IPv6' : 'IPv4', internal }) as NetworkInterfaceInfo;

describe('the address in the local network', () => {
  it('is the private IPv4 address of a real interface', () => {
    const interfaces = {
      lo: [address('127.0.0.1', true)],
      docker0: [address('172.17.0.1')],
      wlan0: [address('fe80::1'), address('192.168.1.20')],
    };
    assert.equal(lanAddress(interfaces), '192.168.1.20');
  });

  it('is rather one that houses use than one that offices use', () => {
    assert.equal(lanAddress({ eth0: [address('10.0.0.2')], eth1: [address('192.168.0.2')] }), '192.168.0.2');
    assert.equal(lanAddress({ eth0: [address('172.20.0.2')] }), '172.20.0.2');
  });

  it('is none where there is only the machine itself, or the whole internet', () => {
    assert.equal(lanAddress({ lo: [address('127.0.0.1', true)], eth0: [address('203.0.113.5')] }), undefined);
    assert.equal(lanAddress({}), undefined);
  });
});
